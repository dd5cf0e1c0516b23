/** A recording of before. Not built yet, and said so. */
import { Button } from '../../ui/Button.js';
import { Pane } from './Pane.js';
import { useNotYet } from './store.js';

export const Replay = () => {
  const notYet = useNotYet('replay');
  return (
    <Pane title="Recording" line="A session that was exported before, shown again as it happened." notYet={notYet}>
      <div className="row">
        <Button waits={notYet ?? 'choose a file'} onPress={() => undefined}>
          Choose a file
        </Button>
      </div>
    </Pane>
  );
};
