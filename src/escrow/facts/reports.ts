import type { Source } from '../../contract/lab.ts';

/** What was said in 2017, what has happened to systems with a way in, what the law says, and figures. */
export const reports: readonly Source[] = [
  {
    id: 'seed-2017',
    title: 'Amber Rudd Says It’s “Completely Unacceptable” Khalid Masood’s WhatsApp Messages Are Encrypted',
    by: 'Carolyn Briggs',
    year: 2017,
    where: 'crcconnection.com, 28 March 2017',
    address:
      'http://crcconnection.com/2017/03/28/amber-rudd-says-its-completely-unacceptable-khalid-masoods.html',
    standing: 'checked',
    note:
      'The news story that this lab answers: the British Home Secretary on television on 26 March 2017, four days after the ' +
      'attack on Westminster Bridge, and the director of Europol on BBC Sunday Politics. Read in full. Its quotations are ' +
      'given here letter by letter. It is put together from several reports, names no programme for Rudd, and differs in ' +
      'places from what others took down: see the two sources after it.',
  },
  {
    id: 'rudd-2017',
    title: 'Amber Rudd on BBC One’s Andrew Marr Show and on Sky News’s Sophy Ridge on Sunday',
    by: 'Amber Rudd, Home Secretary',
    year: 2017,
    where: 'Broadcasts of 26 March 2017, in the Belfast Telegraph and in the wiki of the Open Rights Group',
    address: 'https://wiki.openrightsgroup.org/wiki/Amber_Rudd_MP',
    standing: 'reported',
    note:
      'Used to check the quotations. On Marr others heard “get into situations like encrypted WhatsApp” where the story ' +
      'has “encrypted services like WhatsApp”, and “stop this stuff being put up” after “necessary hashtags”. The broadcasts ' +
      'themselves were not seen. She also said that end-to-end encryption has a place.',
  },
  {
    id: 'basu-2017',
    title: 'Statement on the investigation into the Westminster attack',
    by: 'Neil Basu, Deputy Assistant Commissioner, Metropolitan Police',
    year: 2017,
    where: 'Statement of 25 March 2017, in Radio New Zealand (26 March) and the Daily Herald',
    address: 'https://www.rnz.co.nz/news/world/327499/london-attacker-acted-alone,-say-police',
    standing: 'reported',
    note: 'Used to name the speaker of “absolute clarity”: the story gives the sentence without saying that it is his.',
  },
  {
    id: 'masood-2017',
    title: 'Khalid Masood’s last WhatsApp message read by the security services',
    by: 'The Independent, as other papers report it',
    year: 2017,
    where: 'Deccan Herald, The Week and others, 28 April 2017',
    address: 'https://www.deccanherald.com/uk-parliament-attacker-was-waging-jihad-report-585983.html',
    standing: 'reported',
    note:
      'Used for scenario 12: the message was read a month later by “human and technical intelligence”, which was possible ' +
      'because his phone had been recovered; the method was not disclosed. In March 2018 the Independent added, after the ' +
      'reviewer of terrorism legislation, that he had sent it to many people.',
  },
  {
    id: 'athens-2007',
    title: 'The Athens Affair',
    by: 'Vassilis Prevelakis and Diomidis Spinellis',
    year: 2007,
    where: 'IEEE Spectrum, July 2007; events of 2004 and 2005',
    address: 'http://spectrum.ieee.org/telecom/security/the-athens-affair',
    standing: 'reported',
    note:
      'Used for scenario 4: the prime minister of Greece and at least 100 others were tapped. The opening of the article ' +
      'was read. That the taps ran through the lawful-interception part of the exchanges is as EDRi (15 ' +
      'February 2006) and Kathimerini report it.',
  },
  {
    id: 'tsa-2015',
    title: 'TSA master keys replicated by 3-D printer',
    by: 'The Washington Times, after Wired',
    year: 2015,
    where: 'The Washington Times, 10 September 2015',
    address:
      'https://www.washingtontimes.com/news/2015/sep/10/tsa-master-keys-replicated-3-d-printer-after-detai/',
    standing: 'reported',
    note:
      'Used for scenario 1: a newspaper photograph of luggage keys was enough to print working copies. The reports differ ' +
      'on when the photograph appeared: Business Insider and Boing Boing say 2014, the Washington Times August 2015.',
  },
  {
    id: 'secure-boot-2016',
    title: 'The Secure Boot policy called “golden key”',
    by: 'The researchers MY123 and Slipstream, as ExtremeTech and others report',
    year: 2016,
    where: 'ExtremeTech, August 2016',
    address:
      'https://www.extremetech.com/computing/233400-microsoft-leaks-secure-boot-credentials-demonstrates-why-backdoor-golden-keys-cant-work',
    standing: 'reported',
    note:
      'Used for scenario 2: a signed policy for developers got out, and devices that trust it could not all be made to ' +
      'forget it. It was a policy and not a key; Steve Gibson and others objected to the name.',
  },
  {
    id: 'juniper-2016',
    title: 'A Systematic Analysis of the Juniper Dual EC Incident',
    by: 'Checkoway, Maskiewicz, Garman, Fried, Cohney, Green, Heninger, Weinmann, Rescorla, Shacham',
    year: 2016,
    where: 'ACM Conference on Computer and Communications Security 2016; events disclosed in December 2015',
    address: 'https://cacm.acm.org/research/where-did-i-leave-my-keys/',
    standing: 'checked',
    note:
      'Used for scenario 9: somebody changed one constant in the code and could decrypt VPN traffic. The abstract was read, ' +
      'and that of the later version in Communications of the ACM (2018), which is at the address.',
  },
  {
    id: 'storm-0558-2024',
    title: 'Review of the Summer 2023 Microsoft Exchange Online Intrusion',
    by: 'Cyber Safety Review Board (USA)',
    year: 2024,
    where: 'Report released on 2 April 2024',
    address:
      'https://www.cisa.gov/resources-tools/resources/cyber-safety-review-board-releases-report-microsoft-online-exchange-incident-summer-2023',
    standing: 'reported',
    note:
      'Used for scenario 5: a signing key made in 2016 gave its thief valid tokens for the mail of 22 organisations and more ' +
      'than 500 people, as Medianama and others sum the report up. The announcement was read, the report was not.',
  },
  {
    id: 'msrc-2024',
    title: 'Results of Major Technical Investigations for Storm-0558 Key Acquisition',
    by: 'Microsoft Security Response Center',
    year: 2024,
    where: 'Article of 6 September 2023, updated on 12 March 2024',
    address:
      'https://msrc.microsoft.com/blog/2023/09/results-of-major-technical-investigations-for-storm-0558-key-acquisition/',
    standing: 'checked',
    note:
      'Used beside the report: how the key got out is a hypothesis. The update, which was read, says that no crash dump ' +
      'with the key in it has been found.',
  },
  {
    id: 'salt-typhoon-2024',
    title: 'Intrusion into US carriers, and into their systems for court-authorised wiretaps',
    by: 'The Wall Street Journal, as others reproduce it',
    year: 2024,
    where: 'The Wall Street Journal, 5 October 2024',
    address:
      'https://freedomsphoenix.com/News/369260-2024-10-05-the-cellular-wire-tap-back-doors-mandated-by-washington-are.htm',
    standing: 'reported',
    note:
      'Used for scenario 4: for months the intruders may have had access to systems that carriers keep for lawful requests. ' +
      'An extract was read at the address; the newspaper itself was not.',
  },
  {
    id: 'fbi-cisa-2024',
    title: 'Joint statement on targeting of commercial telecommunications infrastructure',
    by: 'FBI and CISA (USA)',
    year: 2024,
    where: 'Statement of 13 November 2024, in Fox News and others',
    address:
      'https://www.foxnews.com/tech/fbi-cisa-say-chinese-hackers-breached-multiple-telecom-providers-targeted-attack',
    standing: 'reported',
    note:
      'Used for scenario 4: the agencies say that “certain information that was subject to U.S. law enforcement requests ' +
      'pursuant to court orders” was copied. The words are as Fox News quotes them.',
  },
  {
    id: 'apple-adp-2025',
    title: 'Apple withdraws Advanced Data Protection in the United Kingdom',
    by: 'Apple, as LBC, Forbes and Privacy International report',
    year: 2025,
    where: 'LBC, 21 February 2025; Privacy International, case IPT/25/83/CH',
    address: 'https://privacyinternational.org/legal-action/pi-apple-tcn-challenge',
    standing: 'reported',
    note:
      'Used for scenario 14. Apple’s own statement does not give the reason; that a notice under section 253 lay behind it was ' +
      'first reported by the Washington Post. Computer Weekly reports a second notice, for British users, in autumn 2025.',
  },
  {
    id: 'ipa-2016',
    title: 'Investigatory Powers Act 2016, section 253 (technical capability notices)',
    by: 'Parliament of the United Kingdom',
    year: 2016,
    where: '2016 chapter 25, Part 9',
    address: 'https://www.legislation.gov.uk/ukpga/2016/25/section/253',
    standing: 'checked',
    note:
      'Used for what a government can ask for. Subsection (5)(c), as enacted, names “obligations relating to the removal by a ' +
      'relevant operator of electronic protection applied by or on behalf of that operator to any communications or data”. ' +
      'Read in the Act as passed; subsections (1) to (3) also as amended up to November 2024.',
  },
  {
    id: 'wiretap-2023',
    title: '2023 Wiretap Report: Intercepts Fall, Arrests Rise',
    by: 'Administrative Office of the US Courts',
    year: 2024,
    where: 'uscourts.gov, 28 June 2024',
    address: 'https://www.uscourts.gov/news/2024/06/28/2023-wiretap-report-intercepts-fall-arrests-rise',
    standing: 'checked',
    note:
      '2,101 wiretaps were authorised in 2023. Encryption was met in 238 state and 234 federal ones, together 472; 218 and ' +
      '207 of them, together 425, could not be read. Read as far as these figures. The sums are ours.',
  },
  {
    id: 'wiretap-2024',
    title: 'Wiretap Report 2024',
    by: 'Administrative Office of the US Courts',
    year: 2025,
    where: 'uscourts.gov, 2025',
    address:
      'https://www.uscourts.gov/data-news/reports/statistical-reports/wiretap-reports/wiretap-report-2024',
    standing: 'checked',
    note:
      '2,297 wiretaps were authorised in 2024, 1,290 by federal and 1,007 by state judges. The beginning of the report was ' +
      'read; its figures on encryption were not found.',
  },
  {
    id: 'argon2-h100',
    title: 'Argon2',
    by: 'Pilcrow',
    year: 2025,
    where: 'auth.pilcrowonpaper.com, no date; names a graphics card of 2025',
    address: 'https://auth.pilcrowonpaper.com/argon2',
    standing: 'checked',
    note:
      'Used for guessing: an H100 is put at about 20,000 Argon2id hashes a second at 16 MiB and 3 passes, and at 2 to 5 ' +
      'dollars an hour to rent. Read. The page does not say how the rate was measured.',
  },
  {
    id: 'argon2-bandwidth-2022',
    title: 'Minimum Password Settings',
    by: 'tobtu.com',
    year: 2022,
    where: 'tobtu.com, updated on 29 December 2022',
    address: 'https://tobtu.com/minimum-password-settings/',
    standing: 'checked',
    note:
      'Used for the form of the formula: guesses are bounded by memory bandwidth, divided by memory and by 3 passes minus 1, ' +
      'and fall short of it by a factor. The page has 95 % for small memory; the lab uses 80 %, which fits the H100 figure. Read.',
  },
];
