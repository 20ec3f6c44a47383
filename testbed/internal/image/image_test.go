package image

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

func TestEveryTextGivesADigestAndAnImageIDOfItsOwnAndTheSameTextTheSame(t *testing.T) {
	images := map[string]v1.Image{"one": probe(t, "one"), "two": probe(t, "two"), "pause": must(Pause())(t)}
	digests, ids := map[v1.Hash]string{}, map[v1.Hash]string{}
	for name, img := range images {
		digest, id := must(img.Digest())(t), must(img.ConfigName())(t)
		if other := digests[digest] + ids[id]; other != "" {
			t.Errorf("%s and %s are the same image", name, other)
		}
		digests[digest], ids[id] = name, name
	}
	if again := must(probe(t, "one").Digest())(t); digests[again] != "one" {
		t.Error("the same text gave another digest")
	}
}

func TestImagesShareTheLayerWithBusybox(t *testing.T) {
	a, b := probe(t, "one"), must(Pause())(t)
	layersA, layersB := must(a.Layers())(t), must(b.Layers())(t)
	if must(layersA[0].Digest())(t) != must(layersB[0].Digest())(t) {
		t.Error("the layer with busybox differs between images")
	}
	if config := must(a.ConfigFile())(t); config.OS != "linux" || config.Architecture != runtime.GOARCH {
		t.Errorf("made for %s/%s", config.OS, config.Architecture)
	}
}

// The image's own files and entrypoint, run as process 1 of a process namespace: a shell that did not handle SIGTERM would outlive it.
func TestAProbeEndsPromptlyWhenTerminated(t *testing.T) {
	needRoot(t)
	img, root := probe(t, "x"), t.TempDir()
	unpack(t, img, root)
	if err := os.Mkdir(filepath.Join(root, "dev"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "dev", "null"), nil, 0o644); err != nil { // as in every container
		t.Fatal(err)
	}
	entrypoint := must(img.ConfigFile())(t).Config.Entrypoint
	cmd := exec.Command(entrypoint[0], entrypoint[1:]...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Cloneflags: syscall.CLONE_NEWPID, Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	again, tooLate := time.NewTicker(20*time.Millisecond), time.After(30*time.Second)
	defer again.Stop()
	for { // a signal that comes before the trap is set is lost, so one is not enough
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("the probe ended with %v, not 0", err)
			}
			return
		case <-again.C:
			_ = cmd.Process.Signal(syscall.SIGTERM)
		case <-tooLate:
			_ = cmd.Process.Kill()
			t.Fatal("the probe ignores SIGTERM")
		}
	}
}

func TestAProbeHoldsItsText(t *testing.T) {
	needRoot(t)
	root := t.TempDir()
	unpack(t, probe(t, "rotation 7"), root)
	out, err := exec.Command("chroot", root, "/bin/cat", UniqueFile).CombinedOutput()
	if err != nil || string(out) != "rotation 7\n" {
		t.Errorf("cat %s: %q, %v", UniqueFile, out, err)
	}
}

func TestTheArchiveNamesTheImageAndHoldsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pause.tar")
	img := must(Pause())(t)
	if err := WriteTar(path, PauseName, img); err != nil {
		t.Fatal(err)
	}
	tag := must(name.NewTag(PauseName))(t)
	read := must(tarball.ImageFromPath(path, &tag))(t)
	if must(read.ConfigName())(t) != must(img.ConfigName())(t) {
		t.Error("the archive holds another image")
	}
	if err := validate.Image(read); err != nil {
		t.Error(err)
	}
	if files := must(filepath.Glob(filepath.Dir(path) + "/*"))(t); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}

func TestAnArchiveNeedsAFullName(t *testing.T) {
	for _, reference := range []string{"", "pause", "registry-mirror.local/pause", "registry-mirror.local/Pause:1"} {
		if err := WriteTar(filepath.Join(t.TempDir(), "x.tar"), reference, probe(t, "x")); err == nil {
			t.Errorf("%q was accepted", reference)
		}
	}
}

func TestABusyboxThatCannotRunAloneIsRefusedWithARemedy(t *testing.T) {
	script := filepath.Join(t.TempDir(), "busybox")
	if err := os.WriteFile(script, []byte(strings.Repeat("#", 100)), 0o755); err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]string{
		"/nowhere/busybox":           "no static busybox",
		must(exec.LookPath("ls"))(t): "dynamically linked",
		script:                       "bad magic number",
	} {
		_, err := findBusybox([]string{place})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), getBusybox) {
			t.Errorf("%s: %v", place, err)
		}
	}
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("run this test as root: it puts an image's files into the place of /")
	}
}

func unpack(t *testing.T, img v1.Image, root string) {
	t.Helper()
	files := mutate.Extract(img)
	defer files.Close()
	for r := tar.NewReader(files); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(root, header.Name)
		switch header.Typeflag {
		case tar.TypeDir:
			err = os.MkdirAll(path, 0o755)
		case tar.TypeSymlink:
			err = os.Symlink(header.Linkname, path)
		default:
			err = os.WriteFile(path, must(io.ReadAll(r))(t), header.FileInfo().Mode())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func probe(t *testing.T, unique string) v1.Image {
	t.Helper()
	return must(Probe(unique))(t)
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
