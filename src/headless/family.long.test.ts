/** WebGPU against PyTorch over the rest of the family of networks, and the presets. */
import { readCases } from '../../golden/cases';
import { describeFamily, headed, isInCore } from './fixtures/family-suite';

describeFamily('webgpu', [...readCases('presets'), ...headed.filter((golden, k) => !isInCore(golden, k))]);
