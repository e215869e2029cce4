export interface SkeletonProps {
  /** Any CSS length. */
  width?: string;
  height?: string;
}

/** Keeps the space of something that is on its way. Say `aria-busy` on what holds it. */
export function Skeleton(props: SkeletonProps) {
  return (
    <span class="skeleton" aria-hidden="true" style={{ width: props.width ?? '100%', height: props.height ?? '1em' }} />
  );
}
