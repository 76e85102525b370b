; Sets the bundle up for one person of a Windows machine; no administrator is needed.
; Built by Inno Setup 6.3 or newer: iscc /DVersion=1.0.0 /DBundle=build\bundle\gongjisuan packaging\installers\windows\gongjisuan.iss
; The programs are signed by the certificate of whoever publishes them: iscc /Ssigntool="…" /DSign …

#ifndef Version
  #error Version is asked for: /DVersion=1.0.0
#endif
#ifndef Bundle
  #define Bundle "..\..\..\build\bundle\gongjisuan"
#endif
#define FileVersion Version + ".0"

[Setup]
AppId={{6E0E8C1E-6C55-4B0F-9B1B-6A7B0B6F4C11}
AppName={cm:ProgramName}
AppVersion={#Version}
AppVerName={cm:ProgramName} {#Version}
AppPublisher=gongjisuan
VersionInfoVersion={#FileVersion}
VersionInfoProductName=共济算
VersionInfoDescription=共济算安装程序 / Gongjisuan setup
DefaultDirName={autopf}\gongjisuan
DefaultGroupName={cm:ProgramName}
DisableProgramGroupPage=yes
; For the person alone unless they ask otherwise, so that no administrator is needed.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
CloseApplications=yes
LicenseFile=..\..\..\LICENSE
OutputDir=..\..\..\build
OutputBaseFilename=gongjisuan-{#Version}-windows-x64
SetupIconFile=..\..\..\build\bundle\made\gongjisuan.ico
UninstallDisplayIcon={app}\gongjisuan.exe
UninstallDisplayName={cm:ProgramName}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto
#ifdef Sign
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
; The Chinese texts of Inno Setup are a translation that its authors keep beside the official ones.
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
zh.ProgramName=共济算
en.ProgramName=Gongjisuan
zh.FileKind=共济算家庭
en.FileKind=Gongjisuan household
zh.DesktopIcon=在桌面上放一个图标
en.DesktopIcon=Put an icon on the desktop
zh.RemoveData=要把本人录入的家庭和设置也一起删除吗？%n%n选“否”则保留在本机，以后重新安装还能打开。
en.RemoveData=Remove the households and settings that you entered as well?%n%nWith “No” they stay on this computer and open again after another installation.

[Tasks]
Name: "desktopicon"; Description: "{cm:DesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; What an earlier version left there must not be loaded by this one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{cm:ProgramName}"; Filename: "{app}\gongjisuan.exe"
Name: "{autodesktop}\{cm:ProgramName}"; Filename: "{app}\gongjisuan.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.gjs\OpenWithProgids"; ValueType: string; ValueName: "gongjisuan.household"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\gongjisuan.household"; ValueType: string; ValueData: "{cm:FileKind}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\gongjisuan.household\DefaultIcon"; ValueType: string; ValueData: "{app}\gongjisuan.exe,0"
Root: HKA; Subkey: "Software\Classes\gongjisuan.household\shell\open\command"; ValueType: string; ValueData: """{app}\gongjisuan.exe"" ""%1"""

[Run]
Filename: "{app}\gongjisuan.exe"; Description: "{cm:LaunchProgram,{cm:ProgramName}}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  { The person's own figures stay unless they ask for their removal; a silent removal never asks, and keeps them. }
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent then
    if MsgBox(CustomMessage('RemoveData'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
    begin
      DelTree(ExpandConstant('{localappdata}\gongjisuan'), True, True, True);
    end;
end;
