from docgen.errors import DocgenError as DocgenError
from docgen.errors import FindingsError as FindingsError
from docgen.library import build_bundle as build_bundle
from docgen.library import build_workspace as build_workspace
from docgen.library import check_files as check_files
from docgen.library import convert_files as convert_files
from docgen.library import make_plan as make_plan
from docgen.library import number_letters as number_letters
from docgen.library import open_workspace as open_workspace
from docgen.library import render_letter as render_letter
from docgen.library import render_letters as render_letters

__version__: str
