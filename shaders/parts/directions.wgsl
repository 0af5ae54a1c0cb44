// Which direction of a layer a workgroup scans. In a dispatch of both, REVERSE is 0 and workgroups with z = 1 scan the reverse direction,
// whose tensors lie so many elements after those of the forward one.

const REVERSE: u32 = 0; // 1: steps run from T-1 to 0
const GATES_SPAN: u32 = 0;
const STATES_SPAN: u32 = 0; // hidden, cell
const STEPS_SPAN: u32 = 0; // dhidden, dcell
const FINAL_SPAN: u32 = 0; // dfinal
const WEIGHTS_SPAN: u32 = 0;
const PARAMETERS_SPAN: u32 = 0; // biases and the input's weight

var<private> second: u32; // z of this workgroup

// 1 where steps run from T-1 to 0
fn direction() -> u32 {
  return REVERSE + second;
}
