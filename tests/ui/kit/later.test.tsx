import { render, screen } from '@solidjs/testing-library';
import { createSignal, Show } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { later } from '#ui/kit/later.tsx';

describe('later', () => {
  it('keeps room until the code is there, then shows the component with its props', async () => {
    let resolve: (component: (props: { name: string }) => string) => void = () => undefined;
    const promise = new Promise<(props: { name: string }) => string>((settle) => (resolve = settle));
    const Late = later(
      () => promise,
      () => 'waiting',
    );
    render(() => <Late name="Wren" />);
    expect(screen.getByText('waiting')).toBeTruthy();
    resolve((props) => `here is ${props.name}`);
    expect(await screen.findByText('here is Wren')).toBeTruthy();
  });

  it('fetches once, however often it is shown, and keeps its props alive', async () => {
    let fetched = 0;
    const Late = later(async () => {
      fetched += 1;
      return (props: { name: string }) => <p>{props.name}</p>;
    });
    const [name, setName] = createSignal('one');
    const [shown, setShown] = createSignal(true);
    render(() => (
      <Show when={shown()}>
        <Late name={name()} />
      </Show>
    ));
    await screen.findByText('one');
    setName('two');
    expect(screen.getByText('two')).toBeTruthy();
    setShown(false);
    setShown(true);
    expect(screen.getByText('two')).toBeTruthy();
    expect(fetched).toBe(1);
  });
});
