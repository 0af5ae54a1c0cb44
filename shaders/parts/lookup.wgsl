// A lookup by token: its table, and where what is looked up lies.

const E: u32 = 4; // width of a row
const V: u32 = 5; // rows of the table
const OVER: u32 = 0; // tokens of T steps; 1: U steps; 2: step u
const TABLE_OFFSET: u32 = 0;
// In a dispatch of both directions of a layer, how many elements after the forward one the reverse one lies
const TABLE_SPAN: u32 = 0;
const FOUND_SPAN: u32 = 0;
// Of what is looked up, and of its gradient
const OFFSET: u32 = 0;
const STRIDE: u32 = 4;
const SHIFT: u32 = 0; // steps before the first: 0, 1, T where 2, U where 3, the loop's u where 4, u + 1 where 5
