import type { Source } from '../../contract/lab.ts';

/** What has been proposed as a way of access, and what has been published against and beside it. */
export const proposals: readonly Source[] = [
  {
    id: 'ees-1994',
    title: 'Escrowed Encryption Standard (FIPS PUB 185)',
    by: 'National Institute of Standards and Technology',
    year: 1994,
    where: 'Federal Register 59 FR 5997, 9 February 1994; withdrawn on 19 October 2015',
    address: 'https://www.nist.gov/publications/escrowed-encryption-standard',
    standing: 'checked',
    note:
      'Used for model M5: a key escrowed in two halves, and an access field (LEAF) sent with every call. The notice of ' +
      'approval, the abstract and the glossary were read. The standard keeps the layout of the field secret; that it has ' +
      '32 bits of unit number, 80 of session key and 16 of checksum comes from public descriptions, such as a lecture of ' +
      'the University of Washington (2002) and an information sheet of NIST on the 128-bit field and its 16-bit checkword.',
  },
  {
    id: 'blaze-1994',
    title: 'Protocol Failure in the Escrowed Encryption Standard',
    by: 'Matt Blaze',
    year: 1994,
    where:
      'AT&T Bell Laboratories, draft of 3 June 1994; then ACM Conference on Computer and Communications Security',
    address: null,
    standing: 'checked',
    note:
      'Used for scenario 6: two programs can talk through the standard without a usable access field. The abstract and ' +
      'introduction of the draft were read. That a forged field takes 65,536 tries on average is also stated by NIST in ' +
      'its fact sheet about this paper, which was read; it adds that 16 bits were chosen knowingly.',
  },
  {
    id: 'key-recovery-1997',
    title: 'The Risks of Key Recovery, Key Escrow, and Trusted Third-Party Encryption',
    by: 'Abelson, Anderson, Bellovin, Benaloh, Blaze, Diffie, Gilmore, Neumann, Rivest, Schiller, Schneier',
    year: 1997,
    where: 'Report of May 1997, revised in 1998',
    address: 'https://www.schneier.com/academic/archives/1997/04/the_risks_of_key_rec.html',
    standing: 'checked',
    note: 'Used for what an escrow system costs and risks whatever its form. Its abstract was read.',
  },
  {
    id: 'doormats-2015',
    title:
      'Keys Under Doormats: Mandating insecurity by requiring government access to all data and communications',
    by: 'Abelson, Anderson, Bellovin, Benaloh, Blaze, Diffie, Gilmore, Green, Landau, Neumann, Rivest, Schiller, Schneier, Specter, Weitzner',
    year: 2015,
    where: 'MIT-CSAIL-TR-2015-026, 6 July 2015',
    address: 'https://encryptioncompendium.org/entries/126/',
    standing: 'checked',
    note: 'Used for model M1 and for the questions that any proposal has to answer. Its title page and abstract were read.',
  },
  {
    id: 'levy-robinson-2018',
    title: 'Principles for a More Informed Exceptional Access Debate',
    by: 'Ian Levy and Crispin Robinson (GCHQ)',
    year: 2018,
    where: 'Lawfare, November 2018',
    address: null,
    standing: 'reported',
    note:
      'Used for model M6: a provider could “silently add a law enforcement participant to a group chat or call”. The ' +
      'article itself could not be read; its words are as Byline Times (4 June 2019) gives them, and as the open letter of ' +
      '47 signatories on Lawfare (30 May 2019) repeats them.',
  },
  {
    id: 'crumple-2018',
    title: 'Crypto Crumple Zones: Enabling Limited Access without Mass Surveillance',
    by: 'Charles V. Wright and Mayank Varia',
    year: 2018,
    where: 'IEEE European Symposium on Security and Privacy 2018',
    address: 'https://doi.org/10.1109/EuroSP.2018.00028',
    standing: 'checked',
    note:
      'Used for model M8: access that costs work for every message. The abstract was read. The paper also has a second, ' +
      'very expensive puzzle that must be solved once before any message can be opened; the lab leaves it out and says so.',
  },
  {
    id: 'savage-2018',
    title: 'Lawful Device Access without Mass Surveillance Risk: A Technical Design Discussion',
    by: 'Stefan Savage',
    year: 2018,
    where: 'ACM Conference on Computer and Communications Security 2018',
    address: 'https://doi.org/10.1145/3243734.3243758',
    standing: 'checked',
    note:
      'Used for model M9: the device keeps the passcode for itself and gives it up only after long physical seizure and an ' +
      'authorisation for that one device. The abstract and the start of the introduction were read.',
  },
  {
    id: 'bugs-2021',
    title: 'Bugs in our Pockets: The Risks of Client-Side Scanning',
    by: 'Abelson, Anderson, Bellovin, Benaloh, Blaze, Callas, Diffie, Landau, Neumann, Rivest, Schiller, Schneier, Teague, Troncoso',
    year: 2021,
    where: 'arXiv 2110.07450, 14 October 2021; Journal of Cybersecurity, 2024',
    address: 'https://arxiv.org/abs/2110.07450',
    standing: 'checked',
    note: 'Used for model M7 and scenario 8: scanning can fail, be evaded and be abused. The abstract was read.',
  },
  {
    id: 'coniks-2015',
    title: 'CONIKS: Bringing Key Transparency to End Users',
    by: 'Melara, Blankstein, Bonneau, Felten, Freedman',
    year: 2015,
    where: '24th USENIX Security Symposium, August 2015',
    address: 'https://www.usenix.org/conference/usenixsecurity15/technical-sessions/presentation/melara',
    standing: 'checked',
    note: 'Used for scenario 7: a log lets people see which keys a directory has given out for them. The abstract was read.',
  },
  {
    id: 'whatsapp-kt-2023',
    title: 'Deploying key transparency at WhatsApp',
    by: 'Sean Lawlor and Kevin Lewi (Meta)',
    year: 2023,
    where: 'Engineering at Meta, 13 April 2023',
    address: 'https://engineering.fb.com/2023/04/13/security/whatsapp-key-transparency/',
    standing: 'checked',
    note: 'Used for scenario 7: key transparency in a service that very many people use. The start of the article was read.',
  },
  {
    id: 'shamir-1979',
    title: 'How to Share a Secret',
    by: 'Adi Shamir',
    year: 1979,
    where: 'Communications of the ACM 22(11), pages 612-613',
    address: 'https://doi.org/10.1145/359168.359176',
    standing: 'checked',
    note: 'Used for model M2: any k of n pieces give the key, k - 1 pieces tell nothing about it. The abstract was read.',
  },
  {
    id: 'desmedt-frankel-1989',
    title: 'Threshold Cryptosystems',
    by: 'Yvo Desmedt and Yair Frankel',
    year: 1989,
    where: 'CRYPTO 1989',
    address: null,
    standing: 'unchecked',
    note: 'Named for the second form of model M2: holders decrypt together and the key is never put together. Not read.',
  },
  {
    id: 'proactive-1995',
    title: 'Proactive Secret Sharing Or: How to Cope With Perpetual Leakage',
    by: 'Herzberg, Jarecki, Krawczyk, Yung',
    year: 1995,
    where: 'CRYPTO 1995',
    address: 'https://doi.org/10.1007/3-540-44750-4_27',
    standing: 'checked',
    note: 'Used for shares that are refreshed: what was stolen before a refresh is useless after it. The abstract was read.',
  },
];
