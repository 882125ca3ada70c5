/** How a file is shown. */
export type FileKind = 'picture' | 'pdf' | 'audio' | 'video' | 'text' | 'other';

const kinds: Readonly<Record<Exclude<FileKind, 'other'>, RegExp>> = {
  picture: /\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i,
  pdf: /\.pdf$/i,
  audio: /\.(?:mp3|m4a|ogg|opus|wav|flac)$/i,
  video: /\.(?:mp4|m4v|mov|webm|ogv)$/i,
  text: /\.(?:txt|md|csv|json|log)$/i,
};

/** Most bytes of a picture that is shown without being asked for. */
export const largestPicture = 32_000_000;
/** Most bytes of a picture that a list shows a small one of. */
export const largestThumbnail = 8_000_000;
/** Most bytes of a text that is shown. */
export const largestText = 1_000_000;

/** What a file is by its name. What its bytes are, whoever shows it finds out. */
export function kindOf(name: string): FileKind {
  if (kinds.picture.test(name)) return 'picture';
  if (kinds.pdf.test(name)) return 'pdf';
  if (kinds.audio.test(name)) return 'audio';
  if (kinds.video.test(name)) return 'video';
  return kinds.text.test(name) ? 'text' : 'other';
}

/** A name without what has no shape, or turns the letters around it round so that it ends otherwise than it seems to. */
export function shownName(name: string): string {
  return name.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '�');
}
