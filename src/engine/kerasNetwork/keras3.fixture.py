"""Writes keras3.fixture.zip.gz: small models that Keras saved, with its own answers.

Run with Keras 3.15.1, JAX 0.10.2 and h5py 3.16.0 in an empty folder. Weights and inputs are drawn
with the seed 7. Each model is saved as `.keras`, some as `.h5` too.
"""
import gzip, io, json, os, struct, zipfile
os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
import numpy as np
import keras
from keras import Input, Model, Sequential, layers as L

rng=np.random.default_rng(7)
M={}
def seq(name, shape, *ls, dtype='float32'):
    M[name]=lambda: Sequential([Input(shape,dtype=dtype),*[f() if callable(f) and not isinstance(f,keras.Layer) else f for f in ls]])
def fn(name):
    def deco(f): M[name]=f; return f
    return deco
I=(6,7,3)
seq('dense',(5,),lambda:L.Dense(4,activation='relu'),lambda:L.Dense(3,activation='softmax'))
seq('dense_seq',(4,5),lambda:L.Dense(3,use_bias=False),lambda:L.Dense(2))
seq('conv_valid',I,lambda:L.Conv2D(4,3,activation='relu'))
seq('conv_same_stride',I,lambda:L.Conv2D(4,(3,2),strides=2,padding='same'))
seq('conv_dilated',I,lambda:L.Conv2D(4,3,dilation_rate=2,padding='same',use_bias=False))
seq('conv_groups',(6,7,4),lambda:L.Conv2D(6,3,groups=2))
seq('conv1d_causal',(9,3),lambda:L.Conv1D(4,3,padding='causal',dilation_rate=2))
seq('conv1d_same',(9,3),lambda:L.Conv1D(4,4,strides=2,padding='same'))
seq('depthwise',I,lambda:L.DepthwiseConv2D(3,depth_multiplier=2,padding='same'))
seq('depthwise1',I,lambda:L.DepthwiseConv2D(3,strides=2))
seq('separable',I,lambda:L.SeparableConv2D(5,3,depth_multiplier=2,padding='same',activation='tanh'))
seq('separable1d',(9,3),lambda:L.SeparableConv1D(5,3,depth_multiplier=2))
for p in ('valid','same'):
    for k,s in ((3,2),(2,3),(4,2),(3,1)):
        seq(f'convt_{p}_{k}_{s}',(4,5,3),(lambda k=k,s=s,p=p:L.Conv2DTranspose(4,k,strides=s,padding=p)))
seq('convt1d',(5,3),lambda:L.Conv1DTranspose(4,3,strides=2,padding='same'))
seq('convt_out',(4,5,3),lambda:L.Conv2DTranspose(4,3,strides=2,padding='same',output_padding=1))
seq('bn',I,lambda:L.Conv2D(4,3),lambda:L.BatchNormalization(),lambda:L.ReLU())
seq('bn_plain',I,lambda:L.BatchNormalization(scale=False,center=False,epsilon=0.01))
seq('bn_axis1',I,lambda:L.BatchNormalization(axis=1),lambda:L.Conv2D(2,3))
seq('bn_dense',(5,),lambda:L.Dense(4),lambda:L.BatchNormalization(scale=False))
seq('ln',(4,5),lambda:L.LayerNormalization())
seq('ln_noscale',I,lambda:L.LayerNormalization(scale=False))
seq('ln_axes',I,lambda:L.LayerNormalization(axis=[1,2,3]))
seq('ln_nocenter',(4,5),lambda:L.LayerNormalization(center=False,epsilon=1e-5))
seq('gn',(6,7,4),lambda:L.GroupNormalization(groups=2))
seq('gn_instance',(6,7,4),lambda:L.GroupNormalization(groups=-1))
for a in ['relu','relu6','leaky_relu','elu','selu','gelu','silu','hard_sigmoid','softplus','softsign','exponential','mish','softmax','tanh','sigmoid','linear','hard_silu','celu','log_sigmoid','hard_tanh','tanh_shrink','log_softmax']:
    seq('act_'+a,(3,5),(lambda a=a:L.Activation(a)))
seq('relu_all',(3,5),lambda:L.ReLU(max_value=1.5,negative_slope=0.2,threshold=0.3))
seq('relu_max',(3,5),lambda:L.ReLU(max_value=0.7))
seq('relu_slope_max',(3,5),lambda:L.ReLU(max_value=0.7,negative_slope=0.1))
seq('relu_threshold',(3,5),lambda:L.ReLU(threshold=0.4))
seq('leaky_layer',(3,5),lambda:L.LeakyReLU(negative_slope=0.15))
seq('prelu',I,lambda:L.PReLU(shared_axes=[1,2],alpha_initializer='random_normal'))
seq('prelu_full',I,lambda:L.PReLU(alpha_initializer='random_normal'))
seq('elu_layer',(3,5),lambda:L.ELU(alpha=0.7))
seq('softmax_axis1',(3,5),lambda:L.Softmax(axis=1))
seq('dense_layeract',(5,),lambda:L.Dense(4,activation=L.LeakyReLU(negative_slope=0.25)))
seq('maxpool_same',I,lambda:L.MaxPooling2D(3,strides=2,padding='same'))
seq('maxpool',I,lambda:L.MaxPooling2D((2,3)))
seq('avgpool_same',I,lambda:L.AveragePooling2D(3,strides=2,padding='same'))
seq('maxpool1d',(9,3),lambda:L.MaxPooling1D(2,padding='same'))
seq('avgpool1d',(9,3),lambda:L.AveragePooling1D(3,strides=1))
seq('gap',I,lambda:L.GlobalAveragePooling2D())
seq('gap_keep',I,lambda:L.GlobalAveragePooling2D(keepdims=True),lambda:L.Conv2D(4,1))
seq('gmp1d',(9,3),lambda:L.GlobalMaxPooling1D())
seq('flatten_conv',I,lambda:L.Conv2D(4,3),lambda:L.Flatten(),lambda:L.Dense(3))
seq('reshape',(12,),lambda:L.Reshape((2,-1)),lambda:L.Permute((2,1)),lambda:L.Conv1D(3,2))
seq('repeat',(5,),lambda:L.RepeatVector(3),lambda:L.LSTM(4,return_sequences=True))
seq('zeropad',I,lambda:L.ZeroPadding2D(((1,2),(0,3))),lambda:L.Conv2D(2,3))
seq('zeropad1d',(5,3),lambda:L.ZeroPadding1D((2,1)))
seq('crop',I,lambda:L.Cropping2D(((1,0),(2,1))))
seq('crop1d',(7,3),lambda:L.Cropping1D((1,2)))
seq('up_nearest',I,lambda:L.UpSampling2D((2,3)))
seq('up_bilinear',I,lambda:L.UpSampling2D(2,interpolation='bilinear'))
seq('up1d',(4,3),lambda:L.UpSampling1D(3))
seq('embedding',(6,),lambda:L.Embedding(11,4),lambda:L.GlobalAveragePooling1D(),lambda:L.Dense(2))
seq('rnn',(5,3),lambda:L.SimpleRNN(4))
seq('rnn_seq_relu',(5,3),lambda:L.SimpleRNN(4,return_sequences=True,activation='relu',use_bias=False))
seq('lstm',(5,3),lambda:L.LSTM(4,bias_initializer='random_normal'))
seq('lstm_hard',(5,3),lambda:L.LSTM(4,return_sequences=True,recurrent_activation='hard_sigmoid',go_backwards=True))
seq('gru_after',(5,3),lambda:L.GRU(4,bias_initializer='random_normal'))
seq('gru_before',(5,3),lambda:L.GRU(4,reset_after=False,return_sequences=True,bias_initializer='random_normal'))
seq('gru_nobias',(5,3),lambda:L.GRU(4,use_bias=False))
for m in ('concat','sum','mul','ave'):
    seq('bi_'+m,(5,3),(lambda m=m:L.Bidirectional(L.LSTM(4,return_sequences=True),merge_mode=m)))
seq('bi_last',(5,3),lambda:L.Bidirectional(L.GRU(4)),lambda:L.Dense(2))
seq('bi_own',(5,3),lambda:L.Bidirectional(L.LSTM(4,return_sequences=True),backward_layer=L.LSTM(3,go_backwards=True,return_sequences=True)))
seq('td_dense',(4,5),lambda:L.TimeDistributed(L.Dense(3,activation='relu')))
seq('td_conv',(3,6,7,2),lambda:L.TimeDistributed(L.Conv2D(4,3)),lambda:L.TimeDistributed(L.Flatten()),lambda:L.LSTM(3))
seq('dropouts',(5,),lambda:L.Dense(4),lambda:L.Dropout(.5),lambda:L.GaussianNoise(.1),lambda:L.Dense(3))
seq('rescaling',I,lambda:L.Rescaling(1/127.5,offset=-1),lambda:L.Conv2D(2,3))
seq('rescaling_list',I,lambda:L.Rescaling([0.5,2.0,1.0],offset=[0.1,0.2,-0.3]))
seq('normalization',I,lambda:L.Normalization(mean=[0.5,0.2,-0.1],variance=[1.0,4.0,0.25]),lambda:L.Conv2D(2,3))
@fn('normalization_adapted')
def _():
    n=L.Normalization(); n.adapt(rng.normal(size=(50,6,7,3)).astype('float32'))
    return Sequential([Input(I),n,L.Conv2D(2,3)])
@fn('residual')
def _():
    x=i=Input(I); y=L.Conv2D(4,3,padding='same')(x); z=L.Conv2D(4,1)(x)
    y=L.Add()([y,z]); y=L.Activation('relu')(y); w=L.Multiply()([y,z]); v=L.Subtract()([w,y]); u=L.Average()([v,y,z]); t=L.Maximum()([u,v]); s=L.Minimum()([t,z]); c=L.Concatenate()([s,y])
    return Model(i,L.Dense(3)(L.GlobalAveragePooling2D()(c)))
@fn('se')
def _():
    i=Input(I); y=L.Conv2D(4,3,padding='same')(i); s=L.GlobalAveragePooling2D()(y); s=L.Reshape((1,1,4))(s); s=L.Conv2D(4,1,activation='sigmoid')(s)
    return Model(i,L.Multiply()([y,s]))
@fn('shared')
def _():
    d=L.Dense(5,activation='tanh'); i=Input((5,)); return Model(i,L.Dense(2)(d(d(i))))
@fn('nested')
def _():
    inner=Sequential([Input(I),L.Conv2D(4,3),L.BatchNormalization(),L.ReLU()],name='stem')
    i2=Input((4,5,4)); f=Model(i2,L.Dense(3)(L.Flatten()(i2)),name='head')
    i=Input(I); return Model(i,L.Dense(2)(f(inner(i))))
@fn('nested_seq')
def _():
    inner=Sequential([Input(I),L.Conv2D(4,3),L.Flatten()],name='stem'); return Sequential([Input(I),inner,L.Dense(2)])
@fn('nested_twice')
def _():
    inner=Sequential([Input((5,)),L.Dense(5,activation='tanh')],name='cell'); i=Input((5,)); return Model(i,inner(inner(i)))
@fn('two_outputs')
def _():
    i=Input((5,)); a=L.Dense(4,name='aux')(i); b=L.Dense(3,name='main')(L.Dense(6)(a)); return Model(i,[b,a])
@fn('mha')
def _():
    i=Input((6,8)); a=L.MultiHeadAttention(2,3)(i,i); return Model(i,L.LayerNormalization()(L.Add()([i,a])))
@fn('mha_cross')
def _():
    i=Input((6,8)); j=L.Dense(5)(i); return Model(i,L.MultiHeadAttention(2,3,use_bias=False)(query=i,value=j))
@fn('mixed')
def _():
    keras.config.set_dtype_policy('mixed_float16'); m=Sequential([Input((5,)),L.Dense(4,activation='relu'),L.Dense(3)]); keras.config.set_dtype_policy('float32'); return m
@fn('half')
def _():
    keras.config.set_dtype_policy('float16'); m=Sequential([Input((5,)),L.Dense(4,activation='relu'),L.Dense(3)]); keras.config.set_dtype_policy('float32'); return m

H5 = {"nested", "bi_concat", "half", "gru_after", "lstm_hard", "mha", "normalization_adapted", "separable", "nested_twice", "prelu", "td_conv", "shared"}
packed = io.BytesIO()
archive = zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED)


def add(name, content):
    archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)


for name, make in sorted(M.items()):
    keras.backend.clear_session()
    model = make()
    for weight in model.weights:
        if "seed" in weight.path or weight.path.startswith("normalization/"):
            continue
        values = rng.normal(size=weight.shape) * 0.6
        if "variance" in weight.path:
            values = np.abs(values) + 0.3
        weight.assign(values.astype(str(weight.dtype)))
    shape = (3, *model.inputs[0].shape[1:])
    x = rng.integers(0, 11, size=shape) if name == "embedding" else rng.normal(size=shape)
    y = model(x.astype("float32"), training=False)
    y = np.asarray(y[0] if isinstance(y, (list, tuple)) else y).astype("float32")
    add(f"{name}.json", json.dumps({"input": x.shape, "output": y.shape}))
    add(f"{name}.values", struct.pack(f"<{x.size + y.size}f", *x.ravel(), *y.ravel()))
    for ending in ["keras", "h5"] if name in H5 else ["keras"]:
        model.save(f"{name}.{ending}")
        add(f"{name}.{ending}", open(f"{name}.{ending}", "rb").read())
archive.close()
open("keras3.fixture.zip.gz", "wb").write(gzip.compress(packed.getvalue(), 9, mtime=0))
