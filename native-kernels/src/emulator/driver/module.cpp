#include "module.h"

#include <elf.h>

#include <cstdlib>
#include <cstring>

namespace emulation {

namespace {

// The newest PTX that a driver takes, times ten: 85 for CUDA 12.6.
int newestPtx(int driver) {
  const int major = driver / 1000;
  const int minor = driver % 1000 / 10;
  if (major >= 13) return 90 + minor;
  if (major == 12) return minor <= 5 ? 80 + minor : 79 + minor;
  return 70 + minor;
}

// The number that follows `word` at the start of a line; -1 if there is none.
double directive(const std::string& text, const char* word) {
  size_t at = text.find(word);
  return at == std::string::npos ? -1 : std::atof(text.c_str() + at + std::strlen(word));
}

CUresult readPtx(const std::string& text, ImageTarget target, std::vector<std::string>& kernels,
                 std::string& problem) {
  double version = directive(text, ".version");
  double capability = directive(text, ".target sm_");
  if (version < 0 || capability < 0) {
    problem = "PTX without .version or .target";
    return INVALID_IMAGE;
  }
  if (static_cast<int>(version * 10 + 0.5) > newestPtx(target.driver)) {
    problem = "PTX of a version that driver " + std::to_string(target.driver) + " does not know";
    return UNSUPPORTED_PTX_VERSION;
  }
  if (static_cast<int>(capability) > target.capability) {
    problem = "PTX for sm_" + std::to_string(static_cast<int>(capability));
    return NO_BINARY_FOR_GPU;
  }
  const char* ENTRY = ".entry";
  for (size_t at = text.find(ENTRY); at != std::string::npos; at = text.find(ENTRY, at)) {
    size_t begin = text.find_first_not_of(" \t\r\n", at + std::strlen(ENTRY));
    size_t end = text.find_first_of(" \t\r\n(", begin);
    kernels.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return SUCCESS;
}

CUresult readCubin(const uint8_t* image, ImageTarget target, std::vector<std::string>& kernels,
                   std::string& problem) {
  constexpr int CUDA_13_ABI = 8;
  Elf64_Ehdr header;
  std::memcpy(&header, image, sizeof header);
  const bool recent = header.e_ident[EI_ABIVERSION] >= CUDA_13_ABI;
  const int capability = recent ? header.e_flags >> 8 & 0xff : header.e_flags & 0xff;
  if (recent && target.driver < 13000) {
    problem = "a cubin of CUDA 13 on driver " + std::to_string(target.driver);
    return INVALID_IMAGE;
  }
  if (capability / 10 != target.capability / 10 || capability > target.capability) {
    problem = "a cubin for sm_" + std::to_string(capability);
    return NO_BINARY_FOR_GPU;
  }
  for (int i = 0; i < header.e_shnum; i++) {
    Elf64_Shdr section;
    std::memcpy(&section, image + header.e_shoff + i * sizeof section, sizeof section);
    if (section.sh_type != SHT_SYMTAB) {
      continue;
    }
    Elf64_Shdr names;
    std::memcpy(&names, image + header.e_shoff + section.sh_link * sizeof names, sizeof names);
    for (uint64_t at = 0; at < section.sh_size; at += sizeof(Elf64_Sym)) {
      Elf64_Sym symbol;
      std::memcpy(&symbol, image + section.sh_offset + at, sizeof symbol);
      if (ELF64_ST_TYPE(symbol.st_info) == STT_FUNC && ELF64_ST_BIND(symbol.st_info) == STB_GLOBAL) {
        kernels.emplace_back(reinterpret_cast<const char*>(image) + names.sh_offset + symbol.st_name);
      }
    }
  }
  return SUCCESS;
}

}  // namespace

CUresult readImage(const void* image, ImageTarget target, std::vector<std::string>& kernels, std::string& problem) {
  const auto* bytes = static_cast<const uint8_t*>(image);
  CUresult result = std::memcmp(bytes, ELFMAG, SELFMAG) == 0
                        ? readCubin(bytes, target, kernels, problem)
                        : readPtx(static_cast<const char*>(image), target, kernels, problem);
  for (size_t i = 0; i < kernels.size() && result == SUCCESS; i++) {
    if (findKernel(kernels[i].c_str()) == nullptr) {
      problem = "kernel " + kernels[i] + " of the image is not among those compiled for the emulator";
      result = NOT_FOUND;
    }
  }
  return result;
}

}  // namespace emulation
