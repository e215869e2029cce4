export interface ProgressBarProps {
  /** Its accessible name, such as `Import` or `Analysis`. */
  label: string;
  /** Completed share in [0, 1], or null when it cannot be known. */
  fraction: number | null;
  /** Spoken instead of the percentage, such as `Reading, 40 %`. */
  valueText?: string;
}

/** A thin bar that shows how far a job is. */
export function ProgressBar(props: ProgressBarProps) {
  const percent = () =>
    props.fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, props.fraction)) * 100);
  return (
    <span
      role="progressbar"
      class="progress"
      classList={{ unknown: props.fraction === null }}
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={percent()}
      aria-valuetext={props.valueText}
    >
      <i style={{ width: props.fraction === null ? undefined : `${percent()}%` }} />
    </span>
  );
}
