"""Writes the weights of a trained Keras 3.15.1 model as keras.npz, as its users
would, and inputs with the model's outputs as outputs.txt.

    python mlp/testdata/weights/make.py     # from the top folder
"""
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
keras.utils.set_random_seed(5)
layers = keras.layers
model = keras.Sequential([
    layers.Input((2, 2)), layers.Flatten(), layers.Dense(5, "relu"), layers.BatchNormalization(),
    layers.Dropout(0.5), layers.Dense(3, "softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy")
x = np.random.default_rng(5).normal(size=(60, 2, 2)).astype("float32")
model.fit(x, np.arange(60) % 3, epochs=20, batch_size=10, verbose=0)
np.savez(os.path.join(here, "keras.npz"), **{w.path.split("/", 1)[1]: np.asarray(w) for w in model.weights})
rows = np.concatenate([x[:20].reshape(20, 4), model.predict(x[:20], verbose=0)], axis=1)
np.savetxt(os.path.join(here, "outputs.txt"), rows, fmt="%.9g")
