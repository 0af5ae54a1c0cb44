/** Keeps a fault in one view from blanking the page: in its place stands a sentence, and a button to try again. */
import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  readonly children: ReactNode;
  /** What to show instead; `retry` draws the children again. */
  readonly fallback: (detail: string, retry: () => void) => ReactNode;
}

interface BoundaryState {
  readonly fault: string | null;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { fault: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  private readonly retry = (): void => {
    this.setState({ fault: null });
  };

  override render(): ReactNode {
    const { fault } = this.state;
    return fault === null ? this.props.children : this.props.fallback(fault, this.retry);
  }
}
