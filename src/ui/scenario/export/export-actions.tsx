import { exportFileName } from '#core/export/export-file-name.ts';
import { resultToJson } from '#core/export/result-to-json.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Menu, MenuItem } from '../../kit/menu.tsx';
import { showToast } from '../../kit/toast.tsx';
import { download } from './download.ts';
import styles from '../headline.module.css';

/** The CSV in view, the other files in a menu. Nothing to press until there is a result. */
export function ExportActions(props: { result: ResultDocument | null }) {
  const withResult = (work: (result: ResultDocument) => void) => () => {
    if (props.result) work(props.result);
  };
  const csv = withResult(async (result) => {
    const { resultToCsv } = await import('#core/export/result-to-csv.ts');
    download(
      exportFileName(result.definition, 'csv'),
      new Blob([resultToCsv(result)], { type: 'text/csv;charset=utf-8' }),
    );
  });
  const json = withResult((result) =>
    download(exportFileName(result.definition, 'json'), new Blob([resultToJson(result)], { type: 'application/json' })),
  );
  const png = withResult(async (result) => {
    const { drawResultPicture } = await import('../../charts/result-picture.ts');
    const picture = await drawResultPicture(result);
    if (picture) download(exportFileName(result.definition, 'png'), picture);
    else showToast('This browser could not draw the picture. The CSV holds the same numbers.');
  });

  return (
    <>
      <Button disabled={!props.result} onClick={csv}>
        <Icon name="download" size={15} /> Download CSV
      </Button>
      <Menu
        triggerClass={`button ${styles.menu}`}
        trigger={
          <>
            Export <Icon name="chevron-down" size={13} />
          </>
        }
      >
        <MenuItem icon="file" end="table" disabled={!props.result} onSelect={csv}>
          CSV
        </MenuItem>
        <MenuItem icon="file" end="everything" disabled={!props.result} onSelect={json}>
          JSON
        </MenuItem>
        <MenuItem icon="download" end="charts" disabled={!props.result} onSelect={png}>
          PNG
        </MenuItem>
        <MenuItem icon="file" end="or PDF" onSelect={() => print()}>
          Print
        </MenuItem>
      </Menu>
    </>
  );
}
