import { File, FileHeadphone, FileImage, FilePlay, FileText, type LucideIcon } from 'lucide-react';
import { kindOf, type FileKind } from './file-kind.ts';

const icons: Readonly<Record<FileKind, LucideIcon>> = {
  picture: FileImage,
  pdf: FileText,
  audio: FileHeadphone,
  video: FilePlay,
  text: FileText,
  other: File,
};

/** What a file is by its name, as a drawing. */
export function FileIcon({ name, size }: { readonly name: string; readonly size: number }) {
  const Icon = icons[kindOf(name)];
  return <Icon size={size} strokeWidth={1.5} aria-hidden="true" />;
}
