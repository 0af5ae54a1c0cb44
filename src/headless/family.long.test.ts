/** WebGPU against PyTorch over the rest of the family of networks, and the presets. */
import { readCases } from '../../golden/cases';
import { decoders, describeFamily, headed, isInCore } from './fixtures/family-suite';

const rest = [headed, decoders].flatMap((cases) => cases.filter((golden, k) => !isInCore(golden, k)));
describeFamily('webgpu', [...readCases('presets'), ...rest]);
