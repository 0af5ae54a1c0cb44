/** Every engine against PyTorch over the family of networks. WebGPU, slow where it is software, takes a part here and the rest in the long run. */
import { expect, it } from 'vitest';
import { modelOf, readCases } from '../../golden/cases';
import { presets } from '../model/presets';
import { decoders, describeFamily, headed, isInCore } from './fixtures/family-suite';

const presetCases = readCases('presets');

it('has the networks of the presets, as large as PyTorch builds them', () => {
  expect(presetCases.map((golden) => [golden.name, modelOf(golden), golden.parameterCount])).toEqual(
    presets.map(({ name, model, parameterCount }) => [name, model, parameterCount]),
  );
});

describeFamily('reference', [...presetCases, ...headed, ...decoders]);
describeFamily('wasm', [...presetCases, ...headed, ...decoders]);
describeFamily('webgpu', [...headed.filter(isInCore), ...decoders.filter(isInCore)]);
