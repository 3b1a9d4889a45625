import { VERSION } from './program';

/** BibTeX of the paper of the method and of the explorer, as in CITATION.cff. */
export const BIBTEX = `@inproceedings{reagen2018ares,
  title     = {Ares: A framework for quantifying the resilience of deep neural networks},
  author    = {Reagen, Brandon and Gupta, Udit and Pentecost, Lillian and Whatmough, Paul and Lee, Sae Kyu and Mulholland, Niamh and Brooks, David and Wei, Gu-Yeon},
  booktitle = {Proceedings of the 55th Annual Design Automation Conference (DAC '18)},
  publisher = {ACM},
  year      = {2018},
  doi       = {10.1145/3195970.3195997}
}

@software{aresexplorer,
  title   = {Ares Explorer},
  author  = {{The Ares Explorer authors}},
  version = {${VERSION}},
  year    = {2026}
}
`;
