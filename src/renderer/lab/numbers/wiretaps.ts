/** Wiretaps of 2023 in the United States, federal and state courts together: figures of the courts' own report. */
export const wiretaps = { authorised: 2101, encrypted: 472, undeciphered: 425 } as const;
/** Authorised in 2024. */
export const authorisedIn2024 = 2297;
/** The reports that these are in. */
export const wiretapSources = ['wiretap-2023', 'wiretap-2024'] as const;
