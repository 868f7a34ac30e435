# The heavy libraries, each as one interface target. Only the rooms named in docs/ARCHITECTURE.md
# link them; vendor headers are system headers, so that our own warnings stay readable.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)

# The readers of data files: archives, and images by libjpeg and libpng.
find_package(LibArchive REQUIRED)
add_library(vendor_archive INTERFACE)
target_link_libraries(vendor_archive INTERFACE LibArchive::LibArchive)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
add_library(vendor_images INTERFACE)
target_link_libraries(vendor_images INTERFACE JPEG::JPEG PNG::PNG)

find_package(LLVM 14 REQUIRED CONFIG)
llvm_map_components_to_libnames(PNASC_LLVM support)
add_library(vendor_llvm INTERFACE)
target_include_directories(vendor_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(vendor_llvm INTERFACE LLVM-14)

add_library(vendor_antlr INTERFACE)
target_include_directories(vendor_antlr SYSTEM INTERFACE /usr/include/antlr4-runtime)
target_link_libraries(vendor_antlr INTERFACE antlr4-runtime)

pkg_check_modules(Z3 REQUIRED IMPORTED_TARGET z3)
add_library(vendor_z3 ALIAS PkgConfig::Z3)

find_package(Eigen3 REQUIRED)
find_package(pagmo REQUIRED)
add_library(vendor_pagmo INTERFACE)
target_link_libraries(vendor_pagmo INTERFACE Pagmo::pagmo Eigen3::Eigen)

find_package(Protobuf REQUIRED)
add_library(vendor_onnx INTERFACE)
target_compile_definitions(vendor_onnx INTERFACE ONNX_ML=1 ONNX_NAMESPACE=onnx)
target_link_libraries(vendor_onnx INTERFACE onnx onnx_proto protobuf::libprotobuf)

find_package(Torch REQUIRED)
add_library(vendor_torch INTERFACE)
target_include_directories(vendor_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(vendor_torch INTERFACE ${TORCH_LIBRARIES})

# The readers of data files: sound by libsndfile, MATLAB 7.3 by libmatio.
add_library(vendor_sound INTERFACE)
target_link_libraries(vendor_sound INTERFACE sndfile)
add_library(vendor_matlab INTERFACE)
target_link_libraries(vendor_matlab INTERFACE matio)

# Optional: a search over several processes (mpirun).
find_package(MPI COMPONENTS C QUIET)
if(MPI_C_FOUND)
  add_library(vendor_mpi INTERFACE)
  target_compile_definitions(vendor_mpi INTERFACE OMPI_SKIP_MPICXX)
  target_link_libraries(vendor_mpi INTERFACE MPI::MPI_C)
endif()
