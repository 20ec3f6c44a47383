// Package image makes container images from nothing but the static busybox of this machine: no base image, no network, no Docker.
//
// All images share one layer, busybox with its applets, so that a node unpacks it once. What tells them apart lies in a small layer on
// top, and gives each its own digest and image ID: a kubelet stops trusting a preloaded image ID that it has also pulled by another name.
package image

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// PauseName is the name of the sandbox image in every node's containerd.
const PauseName = "registry-mirror.local/pause:1"

// UniqueFile is the file of a probe image that holds the text it was made with.
const UniqueFile = "/unique"

// Process 1 of a container dies of no signal that it does not handle, so a plain sleep would make each pod take its whole grace period.
const sleepUntilTerminated = "trap 'exit 0' TERM INT; /bin/busybox sleep 2147483647 & wait"

// Pause is the image that a pod's sandbox runs.
func Pause() (v1.Image, error) {
	return build(entry{path: "pause", mode: 0o644})
}

// Probe is an image that sleeps until it is told to end. Each text gives a digest of its own.
func Probe(unique string) (v1.Image, error) {
	return build(entry{path: UniqueFile[1:], mode: 0o644, content: []byte(unique + "\n")})
}

// WriteTar writes img to the file path, as an archive that "ctr images import" takes and lists as reference.
func WriteTar(path, reference string, img v1.Image) error {
	tag, err := name.NewTag(reference, name.StrictValidation)
	if err != nil {
		return fmt.Errorf("image name %q: use REGISTRY/REPOSITORY:TAG: %w", reference, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return fmt.Errorf("write image %s: %w", reference, err)
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	if err := tarball.Write(tag, img, temp); err != nil {
		return fmt.Errorf("write image %s: %w", reference, err)
	}
	if err := temp.Chmod(0o644); err != nil {
		return fmt.Errorf("write image %s: %w", reference, err)
	}
	if err := temp.Close(); err != nil {
		return fmt.Errorf("write image %s: %w", reference, err)
	}
	return os.Rename(temp.Name(), path)
}

func build(own entry) (v1.Image, error) {
	box, err := findBusybox(busyboxPlaces)
	if err != nil {
		return nil, err
	}
	shared, err := layerOf(rootFiles(box))
	if err != nil {
		return nil, err
	}
	top, err := layerOf([]entry{own})
	if err != nil {
		return nil, err
	}
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if img, err = mutate.AppendLayers(img, shared, top); err != nil {
		return nil, fmt.Errorf("put layers together: %w", err)
	}
	config, err := img.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("read image configuration: %w", err)
	}
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", runtime.GOARCH
	config.Config.Entrypoint = []string{"/bin/busybox", "sh", "-c", sleepUntilTerminated}
	config.Config.Env = []string{"PATH=/bin"}
	config.Config.WorkingDir = "/"
	return mutate.ConfigFile(img, config)
}

func rootFiles(box busybox) []entry {
	files := []entry{
		{path: "bin/", mode: 0o755},
		{path: "bin/busybox", mode: 0o755, content: box.program},
		{path: "etc/", mode: 0o755},
		{path: "tmp/", mode: 0o1777},
	}
	for _, applet := range box.applets {
		if applet != "busybox" {
			files = append(files, entry{path: "bin/" + applet, mode: 0o777, link: "busybox"})
		}
	}
	return files
}
