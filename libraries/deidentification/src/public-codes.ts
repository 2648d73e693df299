/** Coding Scheme Designators of public schemes (PS3.16 table 8-1), and of the Danish classifications. */
const schemes = new Set(
  'ACR BARI BI C4 C5 CD2 CDT CPT4 CTCAE CVX DC DCM DNSGEOG E E5 E6 E7 FMA HCPCS HGNC HI HL7 HPC HPO I10 I10C I10P I11 I9 I9C IBSI ICD10 ICD-10 ICD11 ICD9 ICDO ICDO3 ICD-O-3 ICNP ISO3166_1 ISO639_1 ISO639_2 ITIS_TSN LB LN LOINC MA MDC MDNS MGI MSH NCDR NCIT NDC NEU NIC NPI NPU O OHP PATHLEX POS PUBCHEM_CID RADELEMENT RADLEX RFC3066 RO RXNORM SCT SDM SKS SNM3 SRT UBERON UCUM UMLS UNII UNS UPC W4 ATC'.split(
    ' ',
  ),
)

/** How the codes of a scheme are written, where all of them are alike: another is none of the scheme, and its meaning anybody's. */
const forms: Readonly<Record<string, RegExp>> = {
  SCT: /^\d{6,18}$/,
  DCM: /^[\dA-Z][\dA-Z_]*$/,
  SRT: /^[A-Z]{1,2}-[\dA-Z]{4,6}$/,
  SNM3: /^[A-Z]{1,2}-[\dA-Z]{4,6}$/,
  LN: /^(?:LP)?\d+-\d$/,
  FMA: /^(?:FMA)?\d+$/i,
  RADLEX: /^RID\d+/,
  UMLS: /^C\d{7}$/,
}

/** Whether a code is one of a public scheme, as far as its form tells; without a Code Value (a long code, a URN) by the scheme alone. */
export function isPublicCode(scheme: string, value: string | undefined): boolean {
  const name = scheme.trim().toUpperCase()
  if (!schemes.has(name)) return false
  const form = forms[name]
  return form === undefined || value === undefined || form.test(value.trim())
}
