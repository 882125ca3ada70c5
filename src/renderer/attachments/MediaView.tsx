import { useEffect, useRef } from 'react';
import styles from './Viewer.module.css';

interface MediaViewProps {
  readonly name: string;
  readonly address: string;
  readonly onBroken: () => void;
}

/** Reads a file, and lets go of what has been read as soon as it is off the screen, not when memory is next tidied. */
function useMedia(address: string) {
  const media = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  useEffect(() => {
    const element = media.current;
    if (element === null) return undefined;
    element.src = address;
    return () => {
      element.pause();
      element.removeAttribute('src');
      element.load();
    };
  }, [address]);
  return media;
}

/** A sound, with the controls that Chromium has for one. */
export function SoundView({ name, address, onBroken }: MediaViewProps) {
  const media = useMedia(address);
  return (
    <div className={styles.stage}>
      <audio
        ref={media}
        className={styles.sound}
        controls
        controlsList="nodownload noremoteplayback"
        preload="metadata"
        aria-label={name}
        data-stage
        onError={onBroken}
      />
    </div>
  );
}

/** A film, likewise. */
export function FilmView({ name, address, onBroken }: MediaViewProps) {
  const media = useMedia(address);
  return (
    <div className={styles.stage}>
      <video
        ref={media}
        className={styles.film}
        controls
        controlsList="nodownload noremoteplayback"
        disablePictureInPicture
        disableRemotePlayback
        preload="metadata"
        aria-label={name}
        data-stage
        onError={onBroken}
      />
    </div>
  );
}
