// Prints, for each packet folder below the directory that it is given, the name of the folder and the sum that
// golang.org/x/mod/sumdb/dirhash calls h1, as sha256: and hex digits.
package main

import (
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/dirhash"
)

func main() {
	packets := filepath.Join(os.Args[1], "packets")
	folders, err := os.ReadDir(packets)
	if err != nil {
		log.Fatal(err)
	}
	for _, folder := range folders {
		name := folder.Name()
		h1, err := dirhash.HashDir(filepath.Join(packets, name), "packets/"+name, dirhash.Hash1)
		if err != nil {
			log.Fatal(err)
		}
		sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(h1, "h1:"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s sha256:%x\n", name, sum)
	}
}
