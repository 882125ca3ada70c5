import type { Incident } from '../../contract/lab.ts';

/**
 * Dated events beside the sliders of the numbers page: nobody has published how likely it is that an escrow key gets out,
 * so that these stand for it; then two counts of how often encryption is met.
 */
export const incidents: readonly Incident[] = [
  {
    year: '1994',
    what: 'A checksum of 16 bits let anybody forge the access field of the Clipper chip.',
    source: 'blaze-1994',
  },
  {
    year: '2004-2005',
    what: 'Unknown people listened to the prime minister of Greece and about a hundred others through the interception equipment of a mobile network.',
    source: 'athens-2007',
  },
  {
    year: '2014-2015',
    what: 'A newspaper printed a photograph of luggage master keys; people printed keys from it that worked.',
    source: 'tsa-2015',
  },
  {
    year: '2015',
    what: 'A firewall maker found that somebody had replaced a constant in its code and could read what it protected.',
    source: 'juniper-2016',
  },
  {
    year: '2016',
    what: 'A signed policy for developers that turns a start-up check off got out, and could not be called back everywhere.',
    source: 'secure-boot-2016',
  },
  {
    year: '2023',
    what: 'One stolen signing key, made in 2016, opened the mail of 22 organisations.',
    source: 'storm-0558-2024',
  },
  {
    year: '2024',
    what: 'Intruders in US telephone networks copied information that was subject to court-ordered requests.',
    source: 'fbi-cisa-2024',
  },
  {
    year: '2025',
    what: 'Apple stopped offering new users in the United Kingdom the end-to-end encryption of most of their cloud data, after a reported order.',
    source: 'apple-adp-2025',
  },
  {
    year: '2023',
    what: 'Context: US courts authorised 2,101 wiretaps; encryption was met in 472, and 425 of those could not be read.',
    source: 'wiretap-2023',
  },
  { year: '2024', what: 'Context: US courts authorised 2,297 wiretaps.', source: 'wiretap-2024' },
];
