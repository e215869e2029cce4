import { onMount } from 'solid-js';
import { useNavigation } from '#ui/kit/navigation.ts';
import { useFileIntake } from '#ui/shell/file-intake.ts';

interface LaunchParams {
  readonly files?: readonly { getFile(): Promise<File> }[];
}
interface LaunchQueue {
  setConsumer(consumer: (launch: LaunchParams) => void): void;
}

/** Takes the files that the installed app was opened with, and goes home. */
export function OpenFilesScreen() {
  const intake = useFileIntake();
  const navigation = useNavigation();
  onMount(() => {
    const queue = (window as { launchQueue?: LaunchQueue }).launchQueue;
    queue?.setConsumer((launch) => {
      const { files = [] } = launch;
      if (files.length > 0) intake.offerFound(Promise.all(files.map((handle) => handle.getFile())));
    });
    navigation.go('/');
  });
  return (
    <div class="screen">
      <h1>Opening files</h1>
    </div>
  );
}
