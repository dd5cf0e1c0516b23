/** The last stop for a bug of ours in the window: says what broke and offers to start the window again. The session in the lab lives on. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.js';
import './app.css';

interface State {
  readonly error: Error | null;
}

/** A class because React has no other way to catch what rendering throws. */
export class Broken extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main className="app-broken">
        <h1>The window stopped on a bug of ours</h1>
        <p className="sub">{error.message}</p>
        <pre className="mono">{error.stack}</pre>
        <Button variant="primary" onPress={() => location.reload()}>
          Load the window again
        </Button>
      </main>
    );
  }
}
