// Package store keeps the results of a study's runs, so that none is lost and
// none is run twice: [Open] a folder, ask [Records.Get] before a run, [Store.Put]
// after it, and [Store.SaveCheckpoint] after each of its epochs. What a result
// says is the caller's: to the store it is JSON, and a checkpoint is bytes.
//
// In the folder lie
//
//	runs.log               a header, then a line for each finished run
//	runs-2-of-4.log        the same of a process that does the second of four parts
//	runs.lock              held by the process that writes runs.log
//	runs.checkpoints/      the state of each run that runs.log's process has begun
//	runs-damaged-….txt     a log as it was before damaged lines were taken out of it
//
// A line of a log is the CRC-32C (Castagnoli) of some JSON as eight hexadecimal
// digits, a space, and the JSON, which is
//
//	{"store":{"version":1,"program":…,"data":…,"format":…}}      in the first line
//	{"run":HASH,"by":DIGEST,"result":…,"measured":…}             in the others
//
// where DIGEST is that of the first line's identity, so that a line says by itself
// what made it. A line is written by one call and synced before [Store.Put]
// returns. Thus only the last can be incomplete, after a crash: the next Open cuts
// it off and says so. Any other line that does not have its checksum is damage:
// it is taken out, and its run is one that is not there.
//
// A process appends to a log of its own only and reads all, so that parts of a
// study may be run by any number of processes and machines on one folder, overlap,
// and be cut anew between attempts. A run that several have done counts once; it
// is an error if their results differ.
package store
