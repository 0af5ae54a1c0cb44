// Where the states after a scan's last step go besides, where another scan begins with them.

const HANDS_OVER: u32 = 0;
const HANDED_SPAN: u32 = 0; // elements from that scan's hidden states to its cell states

// Four rows of them
fn putHanded(at: vec4u, count: u32, value: vec4f) {
  if (count > 0) { handed[at.x] = value.x; }
  if (count > 1) { handed[at.y] = value.y; }
  if (count > 2) { handed[at.z] = value.z; }
  if (count > 3) { handed[at.w] = value.w; }
}
