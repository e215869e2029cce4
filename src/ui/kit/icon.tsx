const paths = {
  'arrow-left': 'M13 8H3.500M7 4 3 8l4 4',
  'arrow-right': 'M3 8h9.500M9 4l4 4-4 4',
  check: 'm3 8.500 3.200 3.200L13 4.800',
  'chevron-down': 'm4 6 4 4 4-4',
  'chevron-right': 'm6 4 4 4-4 4',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M5.500 5.500h7v8h-7zM3.500 10.500v-8h7',
  data: 'M3 4c0-1 2.200-1.700 5-1.700S13 3 13 4s-2.200 1.700-5 1.700S3 5 3 4Zm0 0v8c0 1 2.200 1.700 5 1.700s5-.7 5-1.700V4M3 8c0 1 2.200 1.700 5 1.700S13 9 13 8',
  download: 'M8 2.500v8m-3.500-3L8 10.800l3.500-3.300M3 13.500h10',
  edit: 'M10.500 3 13 5.500 6 12.500l-3 .5.500-3z',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  filter: 'M2.500 4h11M4.500 8h7M6.500 12h3',
  folder: 'M2 12.500v-9h4l1.500 2H14v7z',
  help: 'M5.700 6.100A2.300 2.300 0 1 1 8.700 8.300c-.5.200-.7.600-.7 1.200m0 2.300v.1',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-7v4M8 4.900v.1',
  monitor: 'M2 3h12v8H2zM6 13.500h4',
  moon: 'M13 9.600A5.500 5.500 0 0 1 6.400 3a5.500 5.500 0 1 0 6.600 6.600Z',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  offline:
    'M2 2.500 14 13.500M5.700 9.700a3.500 3.500 0 0 1 4 -.4M3.300 7.300a6.500 6.500 0 0 1 2.200-1.200m3-.4a6.500 6.500 0 0 1 4.200 1.600M8 12.300v.1',
  plus: 'M8 3v10M3 8h10',
  refresh: 'M13 8a5 5 0 1 1-1.500-3.500M13 2.500v3h-3',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.500 10.500 14 14',
  settings:
    'M8 10.200A2.200 2.200 0 1 0 8 5.800a2.200 2.200 0 0 0 0 4.400ZM8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M3.400 12.600l1.400-1.400M11.200 4.800l1.400-1.400',
  share: 'M6.500 9.500 13 3m0 0H9m4 0v4M11 9.500V13H3V5h3.500',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.500V3m0 10v1.500M1.500 8H3m10 0h1.500M3.400 3.400l1 1m7.200 7.200 1 1m0-9.200-1 1M4.400 11.600l-1 1',
  trash: 'M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.5 9h6l.5-9',
  upload: 'M8 10.500V3M4.500 6 8 2.700 11.500 6M3 13.500h10',
  warning: 'M8 2.500 14.300 13.500H1.700ZM8 6.700v3m0 1.900v.1',
} as const;

const pin =
  'M9.800 1.500 14.500 6.200l-2 .7-2.300 2.300.2 3-1.300 1.200L6 10.300 2.300 14l-.8-.8L5.200 9.600 2.100 6.400l1.200-1.300 3 .2L8.600 3z';

export type IconName = keyof typeof paths | 'pin' | 'pinned' | 'spark';

/** A small line drawing beside or instead of a word. Hidden from assistive technology: name the button that holds it. */
export function Icon(props: { name: IconName; size?: number }) {
  const path = () =>
    props.name === 'pin' || props.name === 'pinned' ? pin : props.name === 'spark' ? spark : paths[props.name];
  const filled = () => props.name === 'pinned' || props.name === 'spark';
  return (
    <svg
      width={props.size ?? 16}
      height={props.size ?? 16}
      viewBox="0 0 16 16"
      fill={filled() ? 'currentColor' : 'none'}
      stroke={filled() ? 'none' : 'currentColor'}
      stroke-width={props.name === 'more' ? 2.2 : 1.4}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path()} />
    </svg>
  );
}

const spark = 'M8 1.500 9.500 6.500 14.500 8 9.500 9.500 8 14.500 6.500 9.500 1.500 8 6.500 6.500z';

/** The brand's mark. */
export function BrandMark(props: { size?: number }) {
  return (
    <svg
      width={props.size ?? 22}
      height={props.size ?? 22}
      viewBox="0 0 22 22"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d="M2 12.5 9.5 4l2 5L20 5.500 13.500 13l-2 5-3-4.500z" />
    </svg>
  );
}
