import { refusal } from './refusal.ts';

/** Decoded parameters: text, or lists and objects of them. */
export type Raw = string | readonly Raw[] | { readonly [name: string]: Raw };

interface Node {
  [name: string]: Node | string;
}

/** Decodes `a[b][0][c]=d` as Stripe does; `a[]=x` and `a[0]=x` are lists. */
export function decodeForm(text: string): Readonly<Record<string, Raw>> {
  const root: Node = Object.create(null) as Node;
  for (const [name, value] of new URLSearchParams(text)) {
    const head = /^[^[\]]+/.exec(name)?.[0];
    const rest = head === undefined ? '' : name.slice(head.length);
    if (head === undefined || !/^(\[[^[\]]*\])*$/.test(rest)) throw refusal(400, `Invalid parameter name: ${name}`);
    put(root, [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part]) => part ?? '')], value);
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, tidy(node)]));
}

function put(root: Node, path: readonly string[], value: string): void {
  let node = root;
  path.forEach((part, index) => {
    const name = part === '' ? String(Object.keys(node).length) : part;
    if (index === path.length - 1) node[name] = value;
    else {
      const next = node[name];
      const child: Node = typeof next === 'object' ? next : (Object.create(null) as Node);
      node[name] = child;
      node = child;
    }
  });
}

function tidy(node: Node | string): Raw {
  if (typeof node === 'string') return node;
  const entries = Object.entries(node);
  if (entries.length > 0 && entries.every(([name], index) => name === String(index))) {
    return entries.map(([, child]) => tidy(child));
  }
  return Object.fromEntries(entries.map(([name, child]) => [name, tidy(child)]));
}
