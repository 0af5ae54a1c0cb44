/** The status region: says in a sentence what happened and what to do, and offers the remedy where there is one. */
import type { ReactNode } from 'react';
import type { Notice } from '../store/status';
import { IconButton } from './icon-button';
import { useSession, useStatus } from './lab-context';
import { useWords } from './messages/catalogue';
import type { NumberFormat } from './format';
import type { Messages } from './messages/en';

export function Notices(): ReactNode {
  const session = useSession();
  const { messages, format } = useWords();
  const notice = useStatus((status) => status.notice);
  const urgent = notice !== null && isFault(notice);
  return (
    <div className="notices">
      <div role="alert">{urgent && <p className="notice notice-fault">{say(notice, messages, format)}</p>}</div>
      <div role="status">{notice !== null && !urgent && <p className="notice">{say(notice, messages, format)}</p>}</div>
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
  const session = useSession();
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

function isFault(notice: Notice): boolean {
  return notice.kind === 'nonFinite' || notice.kind === 'failed' || notice.kind === 'engineChanged';
}

/** The sentence of a notice. */
function say(notice: Notice, { notices, engine }: Messages, { whole }: NumberFormat): string {
  switch (notice.kind) {
    case 'linkRefused':
      return notices.linkRefused(notice.detail);
    case 'checkpointMissing':
      return notices.checkpointMissing(notice.detail);
    case 'refused':
      return notices.refused(notice.detail);
    case 'nonFinite':
      return notice.step === null
        ? notices.nonFinite(whole(notice.update), notice.pass)
        : notices.nonFiniteStep(whole(notice.update), notice.pass, whole(notice.step));
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
    default:
      return notice satisfies never;
  }
}
