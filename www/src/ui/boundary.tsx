// A part of the page that fails must not take the others with it.
import { Component, type ComponentChildren } from "preact";

interface Props {
  /** What the part is, for the sentence. */
  name: string;
  /** The part is tried again when this changes. */
  of: string;
  children: ComponentChildren;
}

export class Boundary extends Component<Props, { error: Error | null }> {
  override state = { error: null as Error | null };

  static override getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <p class="empty wrong" role="alert">{this.props.name} cannot be shown ({error.message}). Your files are safe: save the project, and choose another device or reload the page.</p>;
  }
}
