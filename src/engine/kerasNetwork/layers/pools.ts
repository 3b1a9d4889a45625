import { int, ints, text } from '../../source/sourceBuilder';
import { type LayerTranslation, onlyInput } from '../layerContext';
import { withChannelsFirst } from './convolutions';

function pool(operator: 'MaxPool' | 'AveragePool', places: 1 | 2): LayerTranslation {
  return (context) => {
    const { builder, settings } = context;
    // Keras 1 had other names.
    const size = settings.sizes('pool_size', places, settings.sizes('pool_length', places, 2));
    const strides = settings.sizes('strides', places, settings.sizes('stride', places, size));
    const isSame = settings.choice('padding', ['valid', 'same']) === 'same';
    return withChannelsFirst(context, onlyInput(context), places, (x) =>
      builder.add(operator, [x], {
        kernel_shape: ints(size),
        strides: ints(strides),
        auto_pad: text(isSame ? 'SAME_UPPER' : 'VALID'),
      }),
    );
  };
}

function globalPool(operator: 'ReduceMax' | 'ReduceMean', places: 1 | 2): LayerTranslation {
  return (context) => {
    const { builder, settings } = context;
    const isFirst = settings.choice('data_format', ['channels_last', 'channels_first']) === 'channels_first';
    const keepsAxes = settings.flag('keepdims', false);
    const axes = Array.from({ length: places }, (_, at) => at + (isFirst ? 2 : 1));
    return builder.add(operator, [onlyInput(context), builder.wholes(axes)], {
      keepdims: int(keepsAxes ? 1 : 0),
    });
  };
}

export const POOLS: Readonly<Record<string, LayerTranslation>> = {
  MaxPooling1D: pool('MaxPool', 1),
  MaxPooling2D: pool('MaxPool', 2),
  AveragePooling1D: pool('AveragePool', 1),
  AveragePooling2D: pool('AveragePool', 2),
  GlobalMaxPooling1D: globalPool('ReduceMax', 1),
  GlobalMaxPooling2D: globalPool('ReduceMax', 2),
  GlobalAveragePooling1D: globalPool('ReduceMean', 1),
  GlobalAveragePooling2D: globalPool('ReduceMean', 2),
};
