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
