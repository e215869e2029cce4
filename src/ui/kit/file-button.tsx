import { type ParentProps, splitProps } from 'solid-js';

export interface FileButtonProps {
  onFiles: (files: readonly File[]) => void;
  /** Lets choose a folder instead of files. */
  folder?: boolean;
  kind?: 'first' | 'plain';
  large?: boolean;
  disabled?: boolean;
}

/** A file input that looks like a button. Its children are its accessible name. */
export function FileButton(props: ParentProps<FileButtonProps>) {
  const [own] = splitProps(props, ['kind', 'large', 'folder', 'disabled', 'onFiles', 'children']);
  const makeFolder = (input: HTMLInputElement) => {
    if (own.folder) input.webkitdirectory = true;
  };
  return (
    <label
      class={`button file-button ${own.kind ?? ''} ${own.large ? 'large' : ''}`}
      aria-disabled={own.disabled ? 'true' : undefined}
    >
      <input
        ref={makeFolder}
        type="file"
        multiple
        class="visually-hidden"
        disabled={own.disabled}
        onChange={(event) => {
          own.onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {own.children}
    </label>
  );
}
