/** The status region: says in a sentence what happened and what to do, and offers the remedy where there is one. */
import { type ReactNode, useEffect } from 'react';
import type { Notice } from '../store/status';
import { MAX_OPENED_FILE } from '../worker/protocol';
import { sayNonFinite } from './autopsy-sentence';
import { IconButton } from './icon-button';
import { useLab, useSession, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import type { NumberFormat } from './format';
import type { Messages } from './messages/en';
import { nameOfRun } from './run-name';

/** What only confirms what was asked for: it need not be dismissed. */
const passing: ReadonlySet<Notice['kind']> = new Set(['linkCopied', 'restored']);
/** Long enough to read it twice. */
const PASSING_MS = 12_000;

export function Notices(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const notice = useStatus((status) => status.notice);
  const urgent = notice !== null && isFault(notice);
  const passes = notice !== null && passing.has(notice.kind);
  useEffect(() => {
    if (!passes) return;
    const timer = setTimeout(() => {
      session.notify(null);
    }, PASSING_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [notice, passes, session]);
  return (
    <div className="notices" data-passing={passes || undefined}>
      <div role="alert">{urgent && <p className="notice notice-fault">{sentenceOf(notice, messages, format)}</p>}</div>
      <div role="status">{notice !== null && !urgent && <p className="notice">{sentenceOf(notice, messages, format)}</p>}</div>
      {notice !== null && (
        <div className="notice-actions">
          <Remedy notice={notice} />
          <IconButton
            icon="close"
            name={messages.notices.dismiss}
            onPress={() => {
              session.notify(null);
            }}
          />
        </div>
      )}
    </div>
  );
}

function Remedy({ notice }: { readonly notice: Notice }): ReactNode {
  const { session, keeper } = useLab();
  const { messages, format } = useWords();
  if (notice.kind === 'nonFinite') {
    return (
      <button
        type="button"
        className="button"
        onClick={() => {
          session.restore();
          session.notify({ kind: 'restored', update: notice.lastGood });
        }}
      >
        {messages.notices.restore(format.whole(notice.lastGood))}
      </button>
    );
  }
  if (notice.kind === 'kept') {
    return (
      <button
        type="button"
        className="button"
        onClick={() => {
          keeper().then(
            ({ openKept }) => openKept(notice.run),
            (error: unknown) => {
              session.notify({ kind: 'fileRefused', detail: String(error) });
            },
          );
        }}
      >
        {messages.runs.resume(format.whole(notice.run.update))}
      </button>
    );
  }
  if (notice.kind !== 'failed') return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        location.reload();
      }}
    >
      {messages.notices.reload}
    </button>
  );
}

const urgent: ReadonlySet<Notice['kind']> = new Set(['nonFinite', 'failed', 'engineChanged', 'fileRefused', 'fileTooLarge', 'notSaved', 'storage']);

function isFault(notice: Notice): boolean {
  return urgent.has(notice.kind);
}

/** The sentence of a notice. */
export function sentenceOf(notice: Notice, messages: Messages, format: NumberFormat): string {
  const { whole, bytes, moment } = format;
  const { notices, engine, runs } = messages;
  switch (notice.kind) {
    case 'linkRefused':
      return notices.linkRefused(notice.detail);
    case 'checkpointMissing':
      return notices.checkpointMissing(notice.detail);
    case 'refused':
      return notices.refused(notice.detail);
    case 'nonFinite':
      return sayNonFinite(notice, messages, format);
    case 'engineChanged':
      return notices.engineChanged(engine.names[notice.engine.name], whole(notice.update));
    case 'failed':
      return notices.failed(notice.detail);
    case 'linkCopied':
      return notices.linkCopied;
    case 'linkNotCopied':
      return notices.linkNotCopied;
    case 'restored':
      return notices.restored(whole(notice.update));
    case 'resumed':
      return runs.resumed[notice.restored](whole(notice.update));
    case 'fileRefused':
      return runs.fileRefused(notice.detail);
    case 'fileTooLarge':
      return runs.fileTooLarge(bytes(notice.bytes), bytes(MAX_OPENED_FILE));
    case 'notSaved':
      return runs.notSaved(notice.detail);
    case 'kept':
      return runs.offer(nameOfRun(notice.run, messages), whole(notice.run.update), moment(notice.run.savedAt));
    case 'storage':
      return runs.faults[notice.fault];
    default:
      return notice satisfies never;
  }
}
