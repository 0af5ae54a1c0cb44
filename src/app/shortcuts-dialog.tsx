/** The list of the single-key shortcuts, and the switch that turns them off. */
import { type ReactNode, useRef } from 'react';
import { Switch } from './fields';
import { useLab, usePreferences } from './lab-context';
import { useWords } from './messages/catalogue';
import { Modal } from './modal';
import { shortcutActions, shortcutKeys } from './shortcuts';

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { preferences } = useLab();
  const { messages } = useWords();
  const enabled = usePreferences((each) => each.shortcuts);
  const words = messages.shortcuts;
  return (
    <Modal dialog={dialog} title={words.title} onClose={onClose}>
      <dl className="shortcut-list">
        {shortcutActions.map((action) => (
          <div key={action}>
            <dt>
              <kbd>{shortcutKeys[action] === ' ' ? words.space : shortcutKeys[action]}</kbd>
            </dt>
            <dd>{words.keys[action]}</dd>
          </div>
        ))}
      </dl>
      <p className="about">{words.stage}</p>
      <Switch
        label={words.enable}
        on={enabled}
        onSwitch={(on) => {
          preferences.setState({ shortcuts: on });
        }}
      />
    </Modal>
  );
}
