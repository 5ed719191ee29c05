// Package kubernetes checks the manifests beside it. It is a module of its own, so
// that the command does not depend on Kubernetes.
package kubernetes

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// decode reads all objects of a manifest; a field that Kubernetes does not know, or
// that is given twice, is an error.
func decode(t *testing.T, path string) []runtime.Object {
	t.Helper()
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{batchv1.AddToScheme, corev1.AddToScheme} {
		if err := add(scheme); err != nil {
			t.Fatal(err)
		}
	}
	strict := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme, json.SerializerOptions{Yaml: true, Strict: true})
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var objects []runtime.Object
	for documents := yaml.NewDocumentDecoder(f); ; {
		text := make([]byte, 1<<20)
		n, err := documents.Read(text)
		if err == io.EOF {
			return objects
		}
		if err != nil {
			t.Fatal(err)
		}
		o, _, err := strict.Decode(bytes.TrimSpace(text[:n]), nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		objects = append(objects, o)
	}
}

// find returns the object of a type.
func find[T runtime.Object](t *testing.T, objects []runtime.Object) T {
	t.Helper()
	for _, o := range objects {
		if found, ok := o.(T); ok {
			return found
		}
	}
	var none T
	t.Fatalf("there is no %T", none)
	return none
}

// TestStudy: the parts are as many as the pods, and what the pods mount is there.
func TestStudy(t *testing.T) {
	objects := decode(t, "study.yaml")
	if len(objects) != 3 {
		t.Fatalf("%d objects, not 3", len(objects))
	}
	job, study, claim := find[*batchv1.Job](t, objects), find[*corev1.ConfigMap](t, objects), find[*corev1.PersistentVolumeClaim](t, objects)
	if *job.Spec.CompletionMode != batchv1.IndexedCompletion {
		t.Errorf("the job is not indexed")
	}
	parts := fmt.Sprintf("--shard $((JOB_COMPLETION_INDEX + 1))/%d", *job.Spec.Completions)
	pod := job.Spec.Template.Spec
	if args := strings.Join(pod.Containers[0].Args, " "); !strings.Contains(args, parts) {
		t.Errorf("%q lacks %q", args, parts)
	}
	if pod.RestartPolicy != corev1.RestartPolicyNever {
		t.Errorf("restart policy %s: a podFailurePolicy wants Never", pod.RestartPolicy)
	}
	mounts(t, pod, study, claim)
	merge := find[*batchv1.Job](t, decode(t, "merge.yaml"))
	mounts(t, merge.Spec.Template.Spec, study, claim)
	if a, b := pod.Containers[0].Image, merge.Spec.Template.Spec.Containers[0].Image; a != b {
		t.Errorf("images %s and %s: a store is of one version", a, b)
	}
	if claim.Spec.AccessModes[0] != corev1.ReadWriteMany {
		t.Errorf("access mode %s: pods on several nodes write to the store", claim.Spec.AccessModes[0])
	}
}

// mounts checks that a pod mounts the study and the store.
func mounts(t *testing.T, pod corev1.PodSpec, study *corev1.ConfigMap, claim *corev1.PersistentVolumeClaim) {
	t.Helper()
	volumes := map[string]bool{}
	for _, v := range pod.Volumes {
		volumes[v.Name] = v.ConfigMap != nil && v.ConfigMap.Name == study.Name ||
			v.PersistentVolumeClaim != nil && v.PersistentVolumeClaim.ClaimName == claim.Name
	}
	if len(pod.Containers[0].VolumeMounts) != 2 {
		t.Errorf("%d mounts, not 2", len(pod.Containers[0].VolumeMounts))
	}
	for _, m := range pod.Containers[0].VolumeMounts {
		if !volumes[m.Name] {
			t.Errorf("the mount %s is of nothing in study.yaml", m.Name)
		}
	}
}

// TestCommands runs the command on the manifests' study as the pods do, but for the
// folders, and asks for no more than its plan.
func TestCommands(t *testing.T) {
	study := find[*corev1.ConfigMap](t, decode(t, "study.yaml"))
	path := filepath.Join(t.TempDir(), "study.toml")
	if err := os.WriteFile(path, []byte(study.Data["study.toml"]), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "./cmd/mnistcompare", "--study", path, "--store", filepath.Join(t.TempDir(), "runs"), "--shard", "4/4", "--plan")
	cmd.Dir = "../../../.."
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "145 runs, 36 of them to be done") {
		t.Fatalf("%v: %s", err, out)
	}
}
