import { For } from 'solid-js';
import { Skeleton } from '../kit/skeleton.tsx';
import styles from './result-skeleton.module.css';

const rows = [44, 36, 52, 40, 48, 38];

/** The space of an answer while it is worked out, so that nothing moves when it arrives. */
export function ResultSkeleton() {
  return (
    <div class={styles.skeleton} aria-hidden="true">
      <div class={styles.summary}>
        <For each={[0, 1, 2]}>
          {() => (
            <div>
              <Skeleton width="96px" height="13px" />
              <Skeleton width="112px" height="26px" />
              <Skeleton width="128px" height="13px" />
            </div>
          )}
        </For>
        <Skeleton height="132px" />
      </div>
      <Skeleton width="70%" height="20px" />
      <Skeleton width="52%" height="20px" />
      <div class={styles.rows}>
        <For each={rows}>
          {(width) => (
            <div>
              <Skeleton width={`${width}%`} height="15px" />
              <Skeleton width="60%" height="10px" />
              <Skeleton width="80px" height="15px" />
              <Skeleton width="90px" height="13px" />
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
