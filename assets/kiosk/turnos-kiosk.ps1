# Written by `turnos install-kiosk`. Run it in PowerShell as administrator, in the folder of the two XML
# files beside it:
#
#     powershell -ExecutionPolicy Bypass -File turnos-kiosk.ps1            sets this computer up
#     powershell -ExecutionPolicy Bypass -File turnos-kiosk.ps1 -Remove    takes that away again
#
# Then restart the computer.
param([switch]$Remove, [switch]$AsSystem)
$ErrorActionPreference = 'Stop'
$Plan = '5d3b6c0e-64c1-4e0b-9b25-0a5e0c5c8a13'  # our power plan
$Before = Join-Path $PSScriptRoot 'power-before.txt'
$Said = Join-Path $PSScriptRoot 'said.txt'
$Task = 'turnos install-kiosk'

function Set-Kiosk {
    # Only the SYSTEM account may write these settings.
    $edition = (Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion').EditionID
    $settings = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
    $shell = $edition -match 'Enterprise|Education'
    $name = if ($shell) { 'shell-launcher.xml' } else { 'assigned-access.xml' }
    $text = if ($Remove) { $null } else {
        [System.Net.WebUtility]::HtmlEncode(
            [System.IO.File]::ReadAllText((Join-Path $PSScriptRoot $name)))
    }
    if ($shell) { $settings.ShellLauncher = $text } else { $settings.Configuration = $text }
    Set-CimInstance -CimInstance $settings
    if ($Remove) { "Windows $edition starts its usual desktop again." }
    else { "Windows $edition follows $name." }
}

function Invoke-AsSystem {
    $what = "-NoProfile -ExecutionPolicy Bypass -File `"$PSCommandPath`" -AsSystem"
    if ($Remove) { $what += ' -Remove' }
    Remove-Item $Said -ErrorAction Ignore
    $action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument $what
    Register-ScheduledTask -TaskName $Task -Action $action -User 'SYSTEM' -Force | Out-Null
    try {
        Start-ScheduledTask -TaskName $Task
        $until = (Get-Date).AddMinutes(2)
        while (-not (Test-Path $Said) -and (Get-Date) -lt $until) { Start-Sleep -Milliseconds 500 }
    }
    finally { Unregister-ScheduledTask -TaskName $Task -Confirm:$false }
    if (-not (Test-Path $Said)) { throw 'Windows did not answer within two minutes.' }
    $answer = Get-Content $Said -Raw
    Remove-Item $Said
    if ($answer -notmatch '^OK ') { throw $answer }
    ($answer.Substring(3)).Trim()
}

function Set-Power {
    # A plan of our own, so that taking it away leaves the computer's own plan as it was.
    $active = [regex]::Match((powercfg /getactivescheme), '[0-9a-fA-F-]{36}').Value
    if ($active -ne $Plan) {
        Set-Content $Before $active
        powercfg /duplicatescheme $active $Plan | Out-Null
        powercfg /changename $Plan 'turnos' 'No sleep.'
        powercfg /setactive $Plan
    }
    foreach ($what in 'standby', 'hibernate', 'monitor', 'disk') {
        powercfg /change "$what-timeout-ac" 0
        powercfg /change "$what-timeout-dc" 0
    }
}

function Reset-Power {
    if (-not (Test-Path $Before)) { return }
    $former = (Get-Content $Before).Trim()
    powercfg /setactive $former
    powercfg /delete $Plan
    Remove-Item $Before
}

if ($AsSystem) {
    $answer = try { "OK $(Set-Kiosk)" } catch { "FAILED $_" }
    # Whoever waits for the file finds it whole.
    Set-Content "$Said.part" $answer
    Move-Item "$Said.part" $Said -Force
    exit
}
try {
    Invoke-AsSystem
    if ($Remove) { Reset-Power } else { Set-Power }
}
catch {
    Write-Error "$_" -ErrorAction Continue
    exit 1
}
