package hosts

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FileName is the file that containerd reads in a registry's folder.
const FileName = "hosts.toml"

// WriteFolder makes the certs.d folder dir hold the entries: it deletes the folders to be written, then those that an earlier start
// wrote, and writes anew. What is not ours stays. Not atomic, as in RKE2.
func WriteFolder(dir, program string, entries map[string]Entry) error {
	texts := map[string]string{}
	for name, entry := range entries {
		text, err := Text(program, entry)
		if err != nil {
			return fmt.Errorf("registry %s: %w", name, err)
		}
		texts[name] = text
	}
	names := slices.Sorted(maps.Keys(texts))
	for _, name := range names {
		if err := checkInside(dir, name); err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	if err := deleteGenerated(dir, program); err != nil {
		return err
	}
	for _, name := range names {
		folder := filepath.Join(dir, name)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, FileName), []byte(texts[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// checkInside is the one thing that RKE2 does not check: a name that leaves the folder for more than its parent would have it delete
// folders of the machine that the test runs on.
func checkInside(dir, name string) error {
	path := filepath.Join(dir, name)
	if parent := filepath.Dir(filepath.Clean(dir)); path != parent && !strings.HasPrefix(path, parent+string(filepath.Separator)) {
		return fmt.Errorf("registry name %q leads out of %s; RKE2 would delete %s, this stand-in stops", name, parent, path)
	}
	return nil
}

func deleteGenerated(dir, program string) error {
	children, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, child := range children {
		if !child.IsDir() {
			continue
		}
		folder := filepath.Join(dir, child.Name())
		generated, err := isGenerated(filepath.Join(folder, FileName), program)
		if err != nil {
			return err
		}
		if generated {
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

func isGenerated(path, program string) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	// A first line that cannot be read to its end is not ours: the error means foreign, not failure.
	first, _ := bufio.NewReader(f).ReadString('\n')
	return first == header(program)+"\n", nil
}
