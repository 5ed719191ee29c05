// Package tensorboard writes event files, which TensorBoard draws curves from.
//
// A file is a sequence of records in TensorFlow's TFRecord framing:
//
//	length   uint64, little-endian
//	         uint32, masked CRC-32C of the length's eight bytes
//	data     length bytes
//	         uint32, masked CRC-32C of data
//
// Each record's data is a protocol buffer of type Event (tensorflow's
// core/util/event.proto), the first of which tells the file's version.
package tensorboard

import (
	"encoding/binary"
	"hash/crc32"
	"math"

	"descent/internal/vec"
)

// FileName is a name by which TensorBoard knows an event file. A run is a folder
// with one such file in it, and is called by the folder's path.
const FileName = "events.out.tfevents.0.descent"

// Scalar is a point of a curve.
type Scalar struct {
	Tag   string // of the curve; of "val/loss", "val" is the heading that it is drawn under
	Step  int64
	Value float64 // rounded to float32, as TensorBoard's scalars are
	// Seconds is TensorBoard's time, from 1970 on, which it counts from a run's first
	// point where it draws against time. If files are to be the same each time, it
	// must be too.
	Seconds float64
}

// Encode returns an event file of the points, in their order. A file for each run, in
// which the steps of a tag ascend, is what TensorBoard expects.
func Encode(points []Scalar) []byte {
	var start float64
	if len(points) > 0 {
		start = points[0].Seconds
	}
	file := appendRecord(nil, appendText(appendDouble(nil, eventWallTime, start), eventFileVersion, "brain.Event:2"))
	for _, p := range points {
		value := appendFloat(appendText(nil, valueTag, p.Tag), valueSimple, float32(p.Value))
		event := appendDouble(nil, eventWallTime, p.Seconds)
		if p.Step != 0 { // proto3 leaves out zeros
			event = appendVarint(event, eventStep, uint64(p.Step))
		}
		event = appendBytes(event, eventSummary, appendBytes(nil, summaryValue, value))
		file = appendRecord(file, event)
	}
	return file
}

// The numbers of the fields that are written, of the messages Event, Summary and
// Summary.Value.
const (
	eventWallTime    = 1 // double
	eventStep        = 2 // int64
	eventFileVersion = 3 // string
	eventSummary     = 5 // Summary
	summaryValue     = 1 // repeated Value
	valueTag         = 1 // string
	valueSimple      = 2 // float
)

// The wire types of protocol buffers.
const (
	wireVarint = 0
	wireFixed8 = 1
	wireBytes  = 2
	wireFixed4 = 5
)

func appendKey(b []byte, field, wire uint64) []byte { return binary.AppendUvarint(b, field<<3|wire) }

func appendVarint(b []byte, field, v uint64) []byte {
	return binary.AppendUvarint(appendKey(b, field, wireVarint), v)
}

// appendDouble leaves out +0, proto3's default.
func appendDouble(b []byte, field uint64, v float64) []byte {
	if math.Float64bits(v) == 0 {
		return b
	}
	return binary.LittleEndian.AppendUint64(appendKey(b, field, wireFixed8), math.Float64bits(vec.Canonical(v)))
}

// appendFloat writes zeros too: it is a field of a oneof, which then is known to be set.
func appendFloat(b []byte, field uint64, v float32) []byte {
	return binary.LittleEndian.AppendUint32(appendKey(b, field, wireFixed4), math.Float32bits(vec.Canonical(v)))
}

func appendBytes(b []byte, field uint64, v []byte) []byte {
	return append(binary.AppendUvarint(appendKey(b, field, wireBytes), uint64(len(v))), v...)
}

func appendText(b []byte, field uint64, v string) []byte { return appendBytes(b, field, []byte(v)) }

// appendRecord frames data.
func appendRecord(file, data []byte) []byte {
	length := binary.LittleEndian.AppendUint64(nil, uint64(len(data)))
	file = binary.LittleEndian.AppendUint32(append(file, length...), masked(length))
	return binary.LittleEndian.AppendUint32(append(file, data...), masked(data))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// masked returns the CRC-32C of b, rotated and shifted by a constant as TFRecord wants
// it: the plain checksum of data that has its checksum in it would be too regular.
func masked(b []byte) uint32 {
	c := crc32.Checksum(b, castagnoli)
	return (c>>15 | c<<17) + 0xa282ead8
}
