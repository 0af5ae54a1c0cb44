/**
 * A plan on a WebGPU device: memory is allocated once; an update is a walk over prepared dispatches in one compute pass. A list of segments is
 * compiled when it is first asked for, since few plans run all of theirs; what is called meanwhile takes its turn.
 */
import { InputError } from '../core/errors';
import type { Numbers } from '../core/tensor';
import type { Executor, Feed, Report } from '../model/executor';
import type { Sizes, TensorSpec } from '../model/passes';
import { resolveCount } from '../model/resolve';
import type { Plan, Segment } from '../model/plan';
import { createBindings } from './bindings';
import { BLOCK_BYTES, blockBytes, reportFields, writeFeedBlock } from './blocks';
import { type Dispatch, orderName, Range, type Scheduled } from './dispatch';
import { inErrorScopes } from './device-error';
import { lowerPlan, type Lowered } from './lower';
import { createMemory, fitLimits, type Memory, tokenInputs, tokenTables } from './memory';
import { orderByToken } from './order';
import type { Pipelines } from './pipelines';
import { createReadback } from './readback';
import { listBlocks, walk } from './rounds';
import { createTurns } from './turns';
import type { Target } from './tuning';

const REPORT_BYTES = blockBytes(reportFields);
/** Workgroups along one dimension. */
const MOST_WORKGROUPS = 65535;

/**
 * @throws InputError for a plan beyond the adapter's limits; UnavailableError where memory runs out.
 */
export async function createWebGpuExecutor(
  device: GPUDevice,
  pipelines: Pipelines,
  whole: Plan,
  target: Target,
  onDispose: (executor: Executor) => void,
): Promise<Executor> {
  const plan = fitLimits(whole, device.limits, target);
  const lowered = lowerPlan(plan, target);
  let memory: Memory | null = null;
  try {
    return await inErrorScopes(device, 'allocating the plan', async () => {
      memory = createMemory(device, plan, lowered, target);
      return Promise.resolve(new WebGpuExecutor(device, pipelines, plan, lowered, memory, onDispose));
    });
  } catch (error) {
    (memory as Memory | null)?.destroy();
    throw error;
  }
}

class WebGpuExecutor implements Executor {
  readonly engine = 'webgpu';
  private readonly bindings;
  private readonly turns = createTurns();
  private readonly schedules = new Map<string, readonly Scheduled[]>();
  private readonly staging;
  private readonly block;
  private readonly tables;
  private readonly tokens;
  /** Sizes and slot of the last feed: what `read` answers for. */
  private sizes: Sizes;
  private lastSlot = 0;
  /** true: a parameter was written, and the packed copies are old. */
  private packsAreOld = true;
  private disposed = false;

  constructor(
    private readonly device: GPUDevice,
    pipelines: Pipelines,
    readonly plan: Plan,
    private readonly lowered: Lowered,
    private readonly memory: Memory,
    private readonly onDispose: (executor: Executor) => void,
  ) {
    this.sizes = plan.options.capacity;
    this.block = new ArrayBuffer(BLOCK_BYTES * memory.blocks);
    this.tables = tokenTables(plan);
    this.tokens = tokenInputs(plan);
    this.staging = createReadback(device, 'staging');
    this.bindings = createBindings(device, pipelines, memory, () => {
      this.checkAlive();
    });
  }

  write(tensor: string, data: Numbers): void {
    this.checkAlive();
    const spec = this.getSpec(tensor);
    const most = resolveCount(spec.shape, this.plan.options.capacity);
    const fixed = spec.shape.every((dim) => typeof dim === 'number');
    if (fixed ? data.length !== most : data.length > most) {
      throw new InputError(`write ${tensor}`, `${fixed ? '' : 'at most '}${String(most)} numbers`, data.length);
    }
    const copy = spec.type === 'i32' ? Int32Array.from(data) : Float32Array.from(data);
    void this.turns.take(null, () => {
      if (!this.disposed) this.writeNow(spec, copy);
      return Promise.resolve();
    });
  }

  private writeNow({ name, role }: TensorSpec, data: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): void {
    const { buffer, offset } = this.memory.get(name);
    this.device.queue.writeBuffer(buffer, offset, data);
    if (role !== 'parameter') return;
    this.packsAreOld = true;
    const firstBad = this.memory.get(Range.firstBad);
    this.device.queue.writeBuffer(firstBad.buffer, firstBad.offset, new Uint32Array(1));
  }

  async read(tensor: string): Promise<Numbers> {
    this.checkAlive();
    const spec = this.getSpec(tensor);
    const data = await this.turns.take(null, () => this.readNow(spec));
    return spec.type === 'i32' ? new Int32Array(data) : new Float32Array(data);
  }

  private readNow({ name, shape }: TensorSpec): Promise<ArrayBuffer> {
    this.checkAlive();
    const bytes = 4 * resolveCount(shape, this.sizes);
    const { buffer, offset, stride } = this.memory.get(name);
    const encoder = this.device.createCommandEncoder({ label: `read ${name}` });
    const { collect } = this.staging.record(encoder, buffer, offset + this.lastSlot * stride, bytes);
    this.device.queue.submit([encoder.finish()]);
    return collect();
  }

  async enqueue(feeds: readonly Feed[], segments: readonly Segment[]): Promise<readonly Report[]> {
    this.checkAlive();
    for (const feed of feeds) this.checkFeed(feed);
    const dispatches = this.scheduleOf(segments);
    const ran = { loss: segments.includes('loss'), norm: segments.includes('update') };
    return this.inTurn(dispatches, async () => {
      const answers: Promise<readonly Report[]>[] = [];
      for (let first = 0; first < feeds.length; first += this.memory.slots) {
        answers.push(this.submit(feeds.slice(first, first + this.memory.slots), dispatches, ran));
      }
      return (await Promise.all(answers)).flat();
    });
  }

  async run(feed: Feed, passes: Parameters<Executor['run']>[1]): Promise<void> {
    this.checkAlive();
    this.checkFeed(feed);
    const dispatches = this.lowered.schedule(passes);
    await this.inTurn(dispatches, () => this.submit([feed], dispatches, { loss: false, norm: false }));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.memory.destroy();
    this.staging.destroy();
    this.schedules.clear();
    this.onDispose(this);
  }

  /** Once the dispatches have what they need of the device, and the packed copies too. */
  private inTurn<Result>(dispatches: readonly Scheduled[], work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(this.bindings.prepare([...this.lowered.packs, ...dispatches]), () => {
      this.checkAlive();
      return work();
    });
  }

  /** One submit of one compute pass, at most as many feeds as there are slots; of a long update, a submit a dispatch. */
  private async submit(
    feeds: readonly Feed[],
    dispatches: readonly Scheduled[],
    ran: { readonly loss: boolean; readonly norm: boolean },
  ): Promise<readonly Report[]> {
    feeds.forEach((feed, slot) => {
      this.upload(feed, slot, dispatches);
    });
    const { device, lowered, memory } = this;
    let encoder = device.createCommandEncoder({ label: 'updates' });
    let pass = encoder.beginComputePass({ label: 'updates' });
    const encode = (dispatch: Dispatch, sizes: Sizes, slot: number, block = 0): void => {
      this.encode(pass, dispatch, sizes, slot, block);
      if (!memory.long) return;
      pass.end();
      device.queue.submit([encoder.finish()]);
      encoder = device.createCommandEncoder({ label: 'updates' });
      pass = encoder.beginComputePass({ label: 'updates' });
    };
    if (this.packsAreOld) for (const dispatch of lowered.packs) encode(dispatch, feeds[0].sizes, 0);
    this.packsAreOld = false;
    feeds.forEach(({ sizes }, slot) => {
      walk(dispatches, sizes, lowered.rounds, (dispatch, at, block) => {
        encode(dispatch, at, slot, block);
      });
    });
    pass.end();
    const reports = memory.get(Range.reports);
    const { collect } = this.staging.record(encoder, reports.buffer, reports.offset, REPORT_BYTES * feeds.length);
    device.queue.submit([encoder.finish()]);
    const view = new DataView(await collect());
    return feeds.map(({ update }, slot): Report => {
      const at = slot * REPORT_BYTES;
      return {
        update,
        loss: ran.loss ? view.getFloat32(at, true) : NaN,
        gradNorm: ran.norm ? view.getFloat32(at + 4, true) : NaN,
        finite: view.getUint32(at + 8, true) === 0,
      };
    });
  }

  /** @param dispatches what the feed is for: it says which blocks are wanted. */
  private upload(feed: Feed, slot: number, dispatches: readonly Scheduled[]): void {
    const { queue } = this.device;
    const view = new DataView(this.block);
    let end = 0;
    for (const [block, sizes] of listBlocks(dispatches, feed.sizes, this.lowered.rounds)) {
      writeFeedBlock(view, block * BLOCK_BYTES, { ...feed, sizes }, slot, this.plan.options.optimizer);
      end = Math.max(end, block + 1);
    }
    queue.writeBuffer(this.memory.feed, slot * this.memory.blocks * BLOCK_BYTES, this.block, 0, end * BLOCK_BYTES);
    for (const [name, data] of Object.entries(feed.inputs)) {
      const { buffer, stride } = this.memory.get(name);
      queue.writeBuffer(buffer, slot * stride, data as typeof data & ArrayBufferView<ArrayBuffer>);
    }
    for (const { tokens, rows } of this.tables) {
      const { buffer, stride } = this.memory.get(orderName(tokens));
      queue.writeBuffer(buffer, slot * stride, orderByToken(feed.inputs[tokens], rows));
    }
    this.sizes = feed.sizes;
    this.lastSlot = slot;
  }

  private encode(pass: GPUComputePassEncoder, dispatch: Dispatch, sizes: Sizes, slot: number, block: number): void {
    const { pipeline, group, strides, feedAt, workgroups, depth } = this.bindings.get(dispatch);
    const count = workgroups(sizes);
    if (count === 0) return;
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      group,
      strides.map((stride, which) => slot * stride + (which === feedAt ? block * BLOCK_BYTES : 0)),
    );
    const wide = Math.min(count, MOST_WORKGROUPS);
    pass.dispatchWorkgroups(wide, Math.ceil(count / wide), depth);
  }

  private scheduleOf(segments: readonly Segment[]): readonly Scheduled[] {
    const key = segments.join(' ');
    let schedule = this.schedules.get(key);
    if (!schedule) {
      schedule = this.lowered.schedule(segments.flatMap((segment) => this.plan.segments[segment]));
      this.schedules.set(key, schedule);
    }
    return schedule;
  }

  private checkAlive(): void {
    if (this.disposed) throw new Error('webgpu: this executor was disposed');
  }

  private getSpec(tensor: string): TensorSpec {
    const spec = this.plan.tensors.get(tensor);
    if (!spec) throw new InputError('webgpu', 'the plan must declare this tensor', tensor);
    return spec;
  }

  private checkFeed({ sizes, inputs }: Feed): void {
    const { capacity } = this.plan.options;
    for (const key of ['B', 'T', 'U'] as const) {
      if (sizes[key] > capacity[key]) throw new InputError(`feed.sizes.${key}`, `at most ${String(capacity[key])}`, sizes[key]);
    }
    for (const { name, shape, role } of this.plan.tensors.values()) {
      if (role !== 'input') continue;
      const count = resolveCount(shape, sizes);
      const given = name in inputs ? inputs[name].length : undefined;
      if (given !== count) throw new InputError(`feed.inputs.${name}`, `${String(count)} numbers`, given);
    }
    for (const { tokens, rows } of this.tokens) {
      if (inputs[tokens].some((token) => token < 0 || token >= rows))
        throw new InputError(`feed.inputs.${tokens}`, `ids from 0 to ${String(rows - 1)}`, 'another');
    }
  }
}
