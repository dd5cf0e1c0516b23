/** The nearest path to what was asked for, as steps to run one by one: the next one lit, each foretold anew. */
import { clockText } from '../../ui/Time.js';
import type { ReactElement } from 'react';
import { writeCommand } from '../../../shared/shell/command.js';
import { counted, asks } from './words.js';
import { Button } from '../../ui/Button.js';
import { makeMain } from './acts.js';
import { putAside } from './store.js';
import { foretellPath } from './foretell.js';
import type { RefusedScene, Scene } from './scene.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly scene: Scene;
  readonly refused: RefusedScene;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const titleOf = ({ refused }: Props): string => {
  if (refused.noPath !== null) return `No path: ${refused.noPath}`;
  if (refused.steps.length === 0) return 'No path leads there';
  if (refused.refusal === null) return 'The model knows no nearer path: try again';
  if (refused.refusal.path.length === 0) return 'No path leads past this; it may pass by itself';
  return `Nearest path: ${counted(refused.steps.length, 'step')}`;
};

const proposalRows = ({ refusal }: RefusedScene): string | null =>
  refusal === null || refusal.rows.length === 0 ? null : `proposal ${refusal.rows.join(', ')}`;

export const NearestPath = (props: Props): ReactElement => {
  const { scene, refused } = props;
  const foretold = foretellPath(scene.snapshot, refused.steps, scene.journey.history.standing);
  return (
    <div className="sp-path">
      <div className="sp-pathhead">
        <h4>{titleOf(props)}</h4>
        <span className="sp-dim" data-tip="Rows of the proposal this refusal shows">
          {proposalRows(refused)}
        </span>
        <span className="sp-grow" />
        {refused.open && refused.noPath === null ? (
          <Button variant="quiet" onPress={() => putAside(refused.refused.write)}>
            Put aside
          </Button>
        ) : null}
      </div>
      {refused.open && refused.noPath !== null ? (
        <WriteButton label="Put aside" icon="check" writes={false} sends={false} onPress={() => void makeMain()} />
      ) : null}
      {refused.steps.length === 0 ? null : (
        <ol>
          {refused.steps.map((step, index) => (
            <li
              key={`${step.path} ${step.value}`}
              data-state={refused.open ? step.state : step.state === 'done' ? 'done' : 'later'}
            >
              <span className="sp-no" aria-hidden="true">
                {step.state === 'done' ? '✓' : index + 1}
              </span>
              <span>
                {capital(asks(step.action))}
                {step.on.path === scene.device.path ? null : `, on ${step.on.id}`}
              </span>
              <code>{writeCommand(step.path, step.value)}</code>
              {step.state === 'done' ? (
                <span className="sp-dim">done at {clockText(step.doneAt ?? 0)}</span>
              ) : step.state === 'next' && refused.open ? (
                <span className="sp-run">
                  {step.on.path === scene.device.path ? (
                    <WriteButton label="Run" icon="write" writes write={step} onPress={() => void makeMain()} />
                  ) : (
                    <WriteButton
                      label={`Go to ${step.on.id}`}
                      icon="device"
                      writes={false}
                      onPress={() => void makeMain()}
                    />
                  )}
                </span>
              ) : (
                <span className="sp-dim">
                  <span className="sp-pre">{foretold[index] ?? ''}</span>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
};
