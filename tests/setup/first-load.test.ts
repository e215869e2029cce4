import { describe, expect, it } from 'vitest';
import { firstLoad } from './first-load.mjs';

describe('firstLoad', () => {
  it('follows static imports and leaves out what is loaded later', () => {
    const manifest = {
      'index.html': {
        file: 'index.js',
        isEntry: true,
        imports: ['_shared.js'],
        dynamicImports: ['lazy.tsx'],
        css: ['a.css'],
      },
      '_shared.js': { file: 'shared.js', imports: ['_deep.js'] },
      '_deep.js': { file: 'deep.js', imports: ['_shared.js'], css: ['b.css', 'a.css'] },
      'lazy.tsx': { file: 'lazy.js', css: ['lazy.css'] },
    };
    expect(firstLoad(manifest)).toEqual({ scripts: ['index.js', 'shared.js', 'deep.js'], styles: ['a.css', 'b.css'] });
  });

  it('refuses a manifest without the page', () => {
    expect(() => firstLoad({})).toThrow('no entry index.html');
  });
});
