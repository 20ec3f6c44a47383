package cluster

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"registrymirror.dev/testbed/internal/image"
	"registrymirror.dev/testbed/internal/node"
)

// Load imports image archives into the containerd of every node, and keeps them for nodes to come.
func (c *Cluster) Load(ctx context.Context, archives []string) error {
	for _, n := range c.Nodes() {
		if _, running, err := n.Running(); err != nil || !running {
			return errors.Join(fmt.Errorf("load: node %s is off; start it with: testbed node %s boot", n.Name, n.Name), err)
		}
	}
	if _, err := c.keepImages(archives); err != nil {
		return err
	}
	for _, archive := range archives {
		for _, n := range c.Nodes() {
			if err := load(ctx, n, archive); err != nil {
				return fmt.Errorf("load %s into %s: %w", archive, n.Name, err)
			}
			c.say("loaded %s into %s", filepath.Base(archive), n.Name)
		}
	}
	return nil
}

func load(ctx context.Context, n node.Node, archive string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	cmd, err := n.Command(ctx, "ctr", "--address", node.Containerd, "--namespace", "k8s.io", "images", "import", "-")
	if err != nil {
		return err
	}
	cmd.Stdin = file
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}

// keepImages copies archives into the cluster's folder, where nobody rewrites them, and returns all that a new node is to have: these,
// those that were kept before, and the one that holds a pod's namespaces.
func (c *Cluster) keepImages(archives []string) ([]string, error) {
	dir := c.state.Path("images")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("keep images: %w", err)
	}
	if err := keepPause(filepath.Join(dir, "pause.tar")); err != nil {
		return nil, err
	}
	for _, archive := range archives {
		if err := keep(archive, dir); err != nil {
			return nil, fmt.Errorf("keep image %s: %w", archive, err)
		}
	}
	return filepath.Glob(filepath.Join(dir, "*.tar"))
}

func keepPause(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	pause, err := image.Pause()
	if err != nil {
		return err
	}
	return image.WriteTar(path, image.PauseName, pause)
}

func keep(archive, dir string) error {
	path, err := filepath.Abs(archive)
	if err != nil {
		return err
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(dir, "copy-")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close(), os.Chmod(out.Name(), 0o644)); err != nil {
		return err
	}
	return os.Rename(out.Name(), filepath.Join(dir, keptName(path)))
}

// keptName tells archives of one name in several folders apart, and knows again one that was rewritten.
func keptName(path string) string {
	folder := sha256.Sum256([]byte(filepath.Dir(path)))
	return fmt.Sprintf("%s-%x.tar", strings.TrimSuffix(filepath.Base(path), ".tar"), folder[:4])
}
