"""Writes the golden files of the tests with Keras 3.15.1 (JAX) and numpy, and
checks that numpy reads what Encode wrote (written.npz, by go test -run Written
-update).

    python internal/npz/testdata/make.py     # from the top folder
"""
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(here, name)


# A model's weights, as a user of Keras saves them: w.path is "sequential/dense/kernel".
keras.utils.set_random_seed(7)
model = keras.Sequential([
    keras.layers.Input((4,)), keras.layers.Dense(3), keras.layers.BatchNormalization(), keras.layers.Dense(2),
])
np.savez(path("keras.npz"), **{w.path.split("/", 1)[1]: np.asarray(w) for w in model.weights})

# The same numbers in every layout that numpy has for them.
a = np.array([[1, 2, 3], [4, 5.5, -0.0]])
b = np.array([1e-300, -7])
np.savez(path("float64.npz"), a=a, b=b)
np.savez_compressed(path("fortran.npz"), a=np.asfortranarray(a), b=b)
np.savez(path("bigendian.npz"), a=a.astype(">f8"), b=b.astype(">f8"))
np.savez(path("float16.npz"), a=a.astype(np.float16), b=b)
np.savez(path("int64.npz"), a=a.astype(np.int64), b=b)
np.savez(path("object.npz"), a=np.array([[1, "x", None]] * 2, dtype=object), b=b)

if os.path.exists(path("written.npz")):
    with np.load(path("written.npz")) as f:
        assert f.files == ["dense/kernel", "dense/bias", "double"], f.files
        assert f["dense/kernel"].dtype == np.float32 and f["double"].dtype == np.float64
        np.testing.assert_array_equal(f["dense/kernel"], np.array([[0.1, 1, 2], [3, 4, 5]], np.float32))
        np.testing.assert_array_equal(f["dense/bias"], np.array([-1, 0, 1e-40], np.float32))
        np.testing.assert_array_equal(f["double"], np.array([[0.1], [1e-310]]))
    print("numpy reads written.npz")
for name in ["keras.npz"]:
    with np.load(path(name)) as f:
        for k in f.files:
            print(k, f[k].shape, f[k].dtype, repr(float(f[k].astype(np.float64).sum())))
