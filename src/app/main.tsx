import '#ui/kit/tokens.css';
import '#ui/kit/font.css';
import '#ui/kit/base.css';
import '#ui/kit/parts.css';
import '#ui/kit/layers.css';
import { render } from 'solid-js/web';
import { canKeepFiles } from '#data/workers/start-in-memory.ts';
import { createUpdates } from './register-service-worker.ts';
import { App } from './routes.tsx';
import { wireApp } from './wiring.ts';

function Main(props: { keeps: boolean }) {
  const { state, expectsProjects, expectsTeam } = wireApp(props.keeps);
  const updates = createUpdates();
  return <App state={state} expectsProjects={expectsProjects} expectsTeam={expectsTeam} updates={updates} />;
}

const root = document.getElementById('app');
if (root) void canKeepFiles().then((keeps) => render(() => <Main keeps={keeps} />, root));
