/** A button with a pictogram and a spoken name, which stands beside it for those who ask. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';

interface IconButtonProps {
  readonly icon: IconName;
  readonly name: string;
  readonly onPress: () => void;
  readonly main?: boolean;
  readonly disabled?: boolean;
}

export function IconButton({ icon, name, onPress, main = false, disabled = false }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={main ? 'icon-button icon-button-main' : 'icon-button'}
      aria-label={name}
      data-hint={name}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
