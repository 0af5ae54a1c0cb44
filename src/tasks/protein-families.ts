/** What the task `proteins` reads and answers. */

export const RESIDUES = Array.from('ACDEFGHIKLMNPQRSTVWY');
/** As Pfam calls them. */
export const FAMILIES = ['fn3', 'Pkinase', 'RRM_1', 'SMC_N', 'Orn_DAP_Arg_deC', 'NIF3', 'SecY'];
