package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// replaceFile puts content in the place of the file path in one step: a reader sees the old one or the new one.
func replaceFile(path string, mode os.FileMode, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if err := errors.Join(err, temp.Chmod(mode), temp.Close()); err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return os.Rename(temp.Name(), path)
}

func replaceJSON(path string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(path, 0o600, append(data, '\n'))
}

// lockFolder makes this process the only one that changes the folder. It locks the folder itself, so no lock file outlives the folder.
func lockFolder(path string) (unlock func(), err error) {
	for {
		folder, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		for err = unix.EINTR; errors.Is(err, unix.EINTR); {
			err = unix.Flock(int(folder.Fd()), unix.LOCK_EX)
		}
		if err != nil {
			folder.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		locked, err := folder.Stat()
		if err != nil {
			folder.Close()
			return nil, err
		}
		named, err := os.Stat(path)
		if err == nil && os.SameFile(locked, named) {
			return func() { folder.Close() }, nil
		}
		folder.Close() // the holder removed the folder
		if err != nil {
			return nil, err
		}
	}
}
