// Counterpart of isCorrect. The label must beat every lower index and at least equal every higher
// one; a NaN anywhere is wrong. NaN is told by its bits, because an implementation may assume that
// it does not occur.
fn is_correct(image: u32, num_classes: u32, label: u32) -> bool {
  let row = image * num_classes;
  let own = logits[row + label];
  var correct = true;
  for (var i = 0u; i < num_classes; i = i + 1u) {
    let other = logits[row + i];
    let is_nan = (bitcast<u32>(other) & 0x7fffffffu) > 0x7f800000u;
    var loses = other > own;
    if (i < label) {
      loses = other >= own;
    }
    correct = correct && !is_nan && !loses;
  }
  return correct;
}
