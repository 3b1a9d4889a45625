// Counterpart of predictedClass: the lowest index among the highest scores of an image, or -1 if
// one is NaN. NaN is detected by its bits, because an implementation may assume that it does not
// occur.
fn predicted_class(image: u32, num_classes: u32) -> i32 {
  let row = image * num_classes;
  var top = 0u;
  var has_nan = false;
  for (var i = 0u; i < num_classes; i = i + 1u) {
    let score = logits[row + i];
    has_nan = has_nan || (bitcast<u32>(score) & 0x7fffffffu) > 0x7f800000u;
    if (score > logits[row + top]) {
      top = i;
    }
  }
  return select(i32(top), -1, has_nan);
}

// Counterpart of isAmongTop without marks: true if fewer than num_top classes rank before `label`.
fn is_among_top(image: u32, num_classes: u32, label: i32, num_top: u32) -> bool {
  if (label < 0 || predicted_class(image, num_classes) < 0) {
    return false;
  }
  let row = image * num_classes;
  let own = logits[row + u32(label)];
  var rank = 0u;
  for (var i = 0u; i < num_classes; i = i + 1u) {
    let score = logits[row + i];
    if (score > own || (score == own && i < u32(label))) {
      rank = rank + 1u;
    }
  }
  return rank < num_top;
}
